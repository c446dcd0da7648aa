import { t } from '../../lib/i18n.ts';
import type { Action } from '../ui/action.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmButton } from '../ui/ConfirmButton.tsx';
import styles from './ConnectForm.module.css';

interface ConnectionActionsProps {
  /** The other side's name, for the question before it is disconnected. */
  readonly name: string;
  /** What is not connected just now cannot be disconnected; what is stored of it can be removed. */
  readonly isConnected: boolean;
  readonly test: Action<void, unknown>;
  readonly disconnect: Action<void, null>;
  /** Absent where there is nothing to edit. */
  readonly onChange?: (() => void) | undefined;
}

export function ConnectionActions({ name, isConnected, test, disconnect, onChange }: ConnectionActionsProps) {
  const label = t(isConnected ? 'connections.disconnect' : 'connections.remove');
  return (
    <div className={styles.actions}>
      <Button onClick={() => test.run()} busy={test.pending}>
        {test.pending ? t('connections.testing') : t('connections.test')}
      </Button>
      {onChange && (
        <Button look="quiet" onClick={onChange}>
          {t('connections.change')}
        </Button>
      )}
      <ConfirmButton
        label={label}
        question={t('connections.disconnectQuestion', [label, name])}
        confirm={label}
        keep={t('connections.keep')}
        busy={disconnect.pending}
        onConfirm={() => disconnect.run()}
      />
    </div>
  );
}
