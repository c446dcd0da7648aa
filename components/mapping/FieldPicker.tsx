import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import type { LiveField } from '../../lib/mapping/field.ts';
import styles from './FieldPicker.module.css';
import { matchingFields, SHOWN } from './fieldSearch.ts';

interface FieldPickerProps {
  /** Whose field: "ERP field", "Salesforce field". */
  readonly label: string;
  readonly fields: readonly LiveField[];
  /** API name; '' = none yet. */
  readonly value: string;
  readonly isLocked: boolean;
  readonly isInvalid: boolean;
  readonly describedBy: string | undefined;
  readonly onPick: (name: string) => void;
}

const marksOf = ({ type, required, readOnly, financeOwned }: LiveField): string =>
  [
    t(`mapping.type.${type}`),
    required ? t('mapping.mark.required') : null,
    financeOwned ? t('mapping.mark.finance') : readOnly ? t('mapping.mark.readOnly') : null,
  ]
    .filter((mark) => mark !== null)
    .join(' · ');

/**
 * A field of a live list, found by typing part of its label or API name. Only an open one has a list, so that a page of 300 rows
 * holds 300 of them without effort. https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function FieldPicker(props: FieldPickerProps) {
  const { label, fields, value, isLocked, isInvalid, describedBy, onPick } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  /** null = nothing yet: what is chosen stands there, and all fields are in the list. */
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const found = useMemo(() => (isOpen ? matchingFields(fields, typed ?? '') : []), [fields, isOpen, typed]);
  const shown = found.slice(0, SHOWN);
  const chosen = fields.find(({ name }) => name === value);

  const open = (text: string | null) => {
    if (isLocked) return;
    setOpen(true);
    setTyped(text);
    // What is chosen is where the arrows start, as long as nothing is typed.
    const at = text === null ? matchingFields(fields, '').findIndex(({ name }) => name === value) : 0;
    setActive(at >= 0 && at < SHOWN ? at : 0);
  };
  const close = () => {
    setOpen(false);
    setTyped(null);
  };
  const pick = (field: LiveField) => {
    close();
    if (field.name !== value) onPick(field.name);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (!isOpen) open(null);
      else setActive((at) => Math.max(0, Math.min(shown.length - 1, at + step)));
    } else if (isOpen && event.key === 'Enter') {
      event.preventDefault();
      const field = shown[active];
      if (field !== undefined) pick(field);
    } else if (isOpen && event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
  };
  const optionId = (at: number): string => `${id}-${at}`;
  return (
    <div className={styles.picker}>
      <input
        ref={input}
        className={styles.input}
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && shown.length > 0 ? optionId(active) : undefined}
        aria-invalid={isInvalid || undefined}
        aria-describedby={describedBy}
        autoComplete="off"
        spellCheck={false}
        readOnly={isLocked}
        placeholder={t('mapping.field.choose')}
        value={typed ?? chosen?.label ?? value}
        title={chosen?.label}
        onChange={(event) => open(event.target.value)}
        onFocus={(event) => event.target.select()}
        onClick={({ currentTarget }) => {
          if (isOpen) return;
          open(null);
          // Typing takes the place of what is chosen.
          currentTarget.select();
        }}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <p className={styles.name}>
        {chosen === undefined
          ? value !== '' && t('mapping.field.unknown')
          : `${chosen.name} · ${marksOf(chosen)}`}
      </p>
      {isOpen && (
        <div className={styles.list}>
          <div id={`${id}-list`} role="listbox" aria-label={label}>
            {shown.map((field, at) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which keeps the focus.
              <div
                key={field.name}
                id={optionId(at)}
                role="option"
                tabIndex={-1}
                aria-selected={at === active}
                className={styles.option}
                // Before the input loses the focus, which would close the list.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => pick(field)}
                ref={(element) => {
                  if (at === active) element?.scrollIntoView?.({ block: 'nearest' });
                }}
              >
                <span className={styles.label}>{field.label}</span>
                <span className={styles.name}>{`${field.name} · ${marksOf(field)}`}</span>
              </div>
            ))}
          </div>
          {found.length > SHOWN && (
            <p className={styles.more}>{t('mapping.field.more', [String(found.length - SHOWN)])}</p>
          )}
        </div>
      )}
      <span className={styles.announcement} role="status">
        {isOpen && found.length === 0 ? t('mapping.field.none') : ''}
      </span>
    </div>
  );
}
