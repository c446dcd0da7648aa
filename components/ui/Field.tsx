import { type ComponentPropsWithRef, useId } from 'react';
import styles from './Field.module.css';

export interface FieldProps extends Omit<ComponentPropsWithRef<'input'>, 'className' | 'id' | 'disabled'> {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was typed, at its own field. */
  readonly error?: string | undefined;
  /** Why this value cannot be edited here. Read-only rather than disabled: it can still be read, focused and copied. */
  readonly locked?: string | undefined;
}

export function Field({ label, hint, error, locked, ...input }: FieldProps) {
  const id = useId();
  const described = [error && `${id}-error`, locked && `${id}-locked`, hint && `${id}-hint`].filter(Boolean);
  return (
    <div className={styles.field} data-locked={locked ? true : undefined}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        {...input}
        id={id}
        className={styles.input}
        readOnly={locked !== undefined || input.readOnly}
        aria-invalid={error ? true : undefined}
        aria-describedby={described.join(' ') || undefined}
      />
      {error && (
        <p className={styles.error} id={`${id}-error`}>
          {error}
        </p>
      )}
      {locked && (
        <p className={styles.locked} id={`${id}-locked`}>
          {locked}
        </p>
      )}
      {hint && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
