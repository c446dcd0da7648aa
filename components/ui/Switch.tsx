import { useId } from 'react';
import styles from './Switch.module.css';

interface SwitchProps {
  readonly label: string;
  /** What it does, or why it cannot be turned here. */
  readonly hint?: string | undefined;
  readonly isOn: boolean;
  readonly isLocked?: boolean;
  readonly isBusy?: boolean;
  readonly onTurn: (isOn: boolean) => void;
}

/** A setting that holds at once. Locked, it can still be found and read. */
export function Switch({ label, hint, isOn, isLocked = false, isBusy = false, onTurn }: SwitchProps) {
  const id = useId();
  return (
    <div className={styles.setting}>
      <button
        type="button"
        role="switch"
        className={styles.switch}
        aria-checked={isOn}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        aria-disabled={isLocked || undefined}
        aria-busy={isBusy || undefined}
        onClick={() => {
          if (!isLocked && !isBusy) onTurn(!isOn);
        }}
      />
      <div>
        <p className={styles.label} id={`${id}-label`}>
          {label}
        </p>
        {hint === undefined ? null : (
          <p className={styles.hint} id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
