import { useId } from 'react';
import type { CrmSystem } from '../../lib/erp/api/record.ts';
import { type MessageKey, t } from '../../lib/i18n.ts';
import { Choice } from './Choice.tsx';
import type { Parameter } from './parameters.ts';
import styles from './StepsEditor.module.css';

interface ParameterFieldProps {
  readonly step: string;
  readonly parameter: Exclude<Parameter, { kind: 'pairs' | 'steps' }>;
  readonly value: unknown;
  readonly system: CrmSystem;
  readonly isLocked: boolean;
  readonly onChange: (value: unknown) => void;
}

/** `erp` and `crm` are called by their names in every step; what else a parameter means is its step's own. */
const labelOf = (step: string, name: string, system: CrmSystem): string => {
  if (name === 'erp') return t('mapping.side.erp');
  if (name === 'crm') return t(`crm.${system}`);
  return t(`mapping.parameter.${step}.${name}` as MessageKey);
};

const pickLabel = (value: string, as: 'format' | 'language' | 'region'): string => {
  if (as === 'format') return value === 'time' ? t('mapping.format.time') : value;
  return new Intl.DisplayNames(t('page.language'), { type: as }).of(value) ?? value;
};

export function ParameterField(props: ParameterFieldProps) {
  const { step, parameter, value, system, isLocked, onChange } = props;
  const id = useId();
  const label = labelOf(step, parameter.name, system);
  switch (parameter.kind) {
    case 'switch':
      return (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={value === true}
            disabled={isLocked}
            onChange={(event) => onChange(event.target.checked)}
          />
          {label}
        </label>
      );
    case 'text':
    case 'number':
      return (
        <div className={styles.parameter}>
          <label htmlFor={id}>{label}</label>
          <input
            id={id}
            className={styles.input}
            readOnly={isLocked}
            autoComplete="off"
            spellCheck={false}
            {...(parameter.kind === 'text'
              ? {
                  type: 'text',
                  maxLength: parameter.maxLength,
                  value: String(value ?? ''),
                  onChange: (event) => {
                    const text = event.target.value;
                    onChange(parameter.capitals === true ? text.toUpperCase() : text);
                  },
                }
              : {
                  type: 'number',
                  min: parameter.min,
                  max: parameter.max,
                  value: typeof value === 'number' ? value : '',
                  placeholder: parameter.optional === true ? t('mapping.parameter.all') : undefined,
                  onChange: (event) => onChange(readNumber(event.target.value)),
                })}
          />
        </div>
      );
    case 'choice':
      return (
        <Choice
          label={label}
          value={String(value)}
          options={parameter.values.map((word) => ({
            value: word as string,
            label: t(`mapping.choice.${word}`),
          }))}
          locked={isLocked ? '' : null}
          onChange={onChange}
        />
      );
    case 'pick':
      return (
        <Choice
          label={label}
          value={String(value)}
          options={parameter.values.map((each) => ({ value: each, label: pickLabel(each, parameter.as) }))}
          locked={isLocked ? '' : null}
          onChange={onChange}
        />
      );
  }
}

/** null = left empty. */
const readNumber = (text: string): number | null => (text.trim() === '' ? null : Number(text));
