import { type ReactNode, useId } from 'react';
import styles from './Choice.module.css';

interface ChoiceProps<V extends string> {
  /** Said to screen readers, and shown unless `isLabelHidden`. */
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  /** Why it cannot be changed. */
  readonly locked?: string | null;
  readonly onChange: (value: V) => void;
  readonly children?: ReactNode;
}

/** The browser's own list of choices. A locked one is a text: there is nothing to open. */
export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { label, isLabelHidden = false, value, options, locked = null, onChange } = props;
  const id = useId();
  const chosen = options.find((option) => option.value === value);
  return (
    <div className={styles.choice}>
      <label className={isLabelHidden ? styles.hidden : styles.label} htmlFor={id}>
        {label}
      </label>
      {locked === null ? (
        <select
          id={id}
          className={styles.select}
          value={value}
          onChange={(event) => {
            const next = options.find((option) => option.value === event.target.value);
            if (next !== undefined) onChange(next.value);
          }}
        >
          {chosen === undefined && <option value={value}>{value}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : (
        <output id={id} className={styles.locked} title={locked}>
          {chosen?.label ?? value}
          {locked !== '' && <span className={styles.reason}>{locked}</span>}
        </output>
      )}
    </div>
  );
}
