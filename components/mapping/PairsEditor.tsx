import { t } from '../../lib/i18n.ts';
import type { LiveField } from '../../lib/mapping/field.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from './Choice.tsx';
import styles from './StepsEditor.module.css';

type Entry = string | boolean | number;
export interface Pair {
  readonly erp: Entry;
  readonly crm: Entry;
}

interface PairsEditorProps {
  readonly pairs: readonly Pair[];
  readonly erp: LiveField | undefined;
  readonly crm: LiveField | undefined;
  readonly isLocked: boolean;
  readonly onChange: (pairs: readonly Pair[]) => void;
}

/** What can be chosen on a side; null = anything can be typed. */
const entriesOf = (
  field: LiveField | undefined,
): readonly { value: string; label: string; entry: Entry }[] | null => {
  if (field?.type === 'boolean')
    return [true, false].map((entry) => ({
      value: String(entry),
      label: t(`mapping.boolean.${entry}`),
      entry,
    }));
  return field?.options?.map(({ value, label }) => ({ value, label, entry: value })) ?? null;
};

/** Every value of the ERP's list that has no line yet, with the CRM's value of the same name beside it where there is one. */
const filledIn = (
  pairs: readonly Pair[],
  erp: LiveField | undefined,
  crm: LiveField | undefined,
): readonly Pair[] => {
  const counterparts = entriesOf(crm) ?? [];
  const missing = (entriesOf(erp) ?? []).filter(({ entry }) => !pairs.some((pair) => pair.erp === entry));
  return [
    ...pairs,
    ...missing.map(({ entry, label }) => ({
      erp: entry,
      crm: counterparts.find((each) => each.label.toLowerCase() === label.toLowerCase())?.entry ?? '',
    })),
  ];
};

/** The lines of a picklist step: each value of the ERP with its counterpart. */
export function PairsEditor({ pairs, erp, crm, isLocked, onChange }: PairsEditorProps) {
  const set = (at: number, pair: Pair) => onChange(pairs.map((each, index) => (index === at ? pair : each)));
  const canFill = filledIn(pairs, erp, crm).length > pairs.length;
  return (
    <div className={styles.pairs}>
      {pairs.length > 0 && (
        <ul className={styles.pairList}>
          {pairs.map((pair, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing of its own but its place.
            <li key={at} className={styles.pair}>
              <EntryField
                label={t('mapping.pairs.erp', [String(at + 1)])}
                field={erp}
                value={pair.erp}
                isLocked={isLocked}
                onChange={(value) => set(at, { ...pair, erp: value })}
              />
              <span aria-hidden="true">↔</span>
              <EntryField
                label={t('mapping.pairs.crm', [String(at + 1)])}
                field={crm}
                value={pair.crm}
                isLocked={isLocked}
                onChange={(value) => set(at, { ...pair, crm: value })}
              />
              {!isLocked && (
                <Button
                  look="quiet"
                  aria-label={t('mapping.pairs.remove', [String(at + 1)])}
                  onClick={() => onChange(pairs.filter((_, index) => index !== at))}
                >
                  ×
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!isLocked && (
        <div className={styles.buttons}>
          <Button onClick={() => onChange([...pairs, { erp: '', crm: '' }])}>{t('mapping.pairs.add')}</Button>
          {canFill && (
            <Button onClick={() => onChange(filledIn(pairs, erp, crm))}>{t('mapping.pairs.fill')}</Button>
          )}
        </div>
      )}
    </div>
  );
}

interface EntryFieldProps {
  readonly label: string;
  readonly field: LiveField | undefined;
  readonly value: Entry;
  readonly isLocked: boolean;
  readonly onChange: (value: Entry) => void;
}

function EntryField({ label, field, value, isLocked, onChange }: EntryFieldProps) {
  const entries = entriesOf(field);
  if (entries === null)
    return (
      <input
        className={styles.input}
        aria-label={label}
        value={String(value)}
        maxLength={255}
        readOnly={isLocked}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  return (
    <Choice
      label={label}
      isLabelHidden
      value={String(value)}
      options={entries}
      locked={isLocked ? '' : null}
      onChange={(chosen) => onChange(entries.find((each) => each.value === chosen)?.entry ?? chosen)}
    />
  );
}
