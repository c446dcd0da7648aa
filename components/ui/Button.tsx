import type { ComponentPropsWithRef } from 'react';
import styles from './Button.module.css';

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'className' | 'disabled'> {
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  /** Work is under way: the button keeps its place and its focus, and does nothing. */
  readonly busy?: boolean;
}

/**
 * `busy` is said with aria-disabled, never with `disabled`: a disabled button drops the keyboard focus in mid-flight.
 */
export function Button({ look = 'secondary', busy = false, type = 'button', onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={styles.button}
      data-look={look}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
