import type { ReactNode } from 'react';
import type { Failure } from '../../lib/failure.ts';
import { t } from '../../lib/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import styles from './ConnectForm.module.css';

interface ConnectFormProps {
  readonly label: string;
  readonly submitLabel: string;
  readonly pending: boolean;
  /** What went wrong with the form as a whole; its button is the way on. */
  readonly failure: Failure | null;
  readonly failureTitle?: string | undefined;
  readonly onSubmit: () => void;
  /** Where a sign-in is mended, if not by this form's own button. */
  readonly onReconnect?: () => void;
  /** Back to the connection that is being changed; absent where there is none. */
  readonly onCancel?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** noValidate: our own sentences stand at the fields, the browser's bubbles would speak over them. */
export function ConnectForm(props: ConnectFormProps) {
  const { label, submitLabel, pending, failure, failureTitle, onSubmit, onCancel, children } = props;
  return (
    <form
      className={styles.form}
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) onSubmit();
      }}
    >
      {children}
      {failure && (
        <FailureNotice
          failure={failure}
          title={failureTitle}
          onRetry={onSubmit}
          onReconnect={props.onReconnect ?? onSubmit}
          busy={pending}
        />
      )}
      <div className={styles.actions}>
        <Button look="primary" type="submit" busy={pending}>
          {pending ? t('connections.connecting') : submitLabel}
        </Button>
        {onCancel && (
          <Button look="quiet" onClick={onCancel}>
            {t('connections.cancelChange')}
          </Button>
        )}
      </div>
    </form>
  );
}
