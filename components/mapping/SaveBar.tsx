import { t } from '../../lib/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmButton } from '../ui/ConfirmButton.tsx';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import styles from './SaveBar.module.css';
import type { Saving } from './useMappings.ts';

interface SaveBarProps {
  /** 0 = nobody has saved any. */
  readonly version: number;
  readonly isChanged: boolean;
  /** Somebody else's version has to be looked at first. */
  readonly isOvertaken: boolean;
  /** Rows that cannot be saved so. */
  readonly problems: number;
  readonly saving: Saving;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly onShowProblem: () => void;
}

/** What is unsaved, and what keeps it from being saved. Always in sight: a table of rules is long. */
export function SaveBar(props: SaveBarProps) {
  const { version, isChanged, isOvertaken, problems, saving, onSave, onDiscard, onShowProblem } = props;
  const { failure, isPending } = saving;
  return (
    <div className={styles.bar} data-changed={isChanged || undefined}>
      {failure !== null && failure.code !== 'erp.conflict' && (
        <FailureNotice failure={failure} busy={isPending} onRetry={onSave} />
      )}
      {failure?.fields !== undefined && (
        <ul className={styles.refused}>
          {failure.fields.map(({ path, message }) => (
            <li key={path + message}>{message}</li>
          ))}
        </ul>
      )}
      <div className={styles.row}>
        <p className={styles.state} role="status">
          {stateText(props)}
        </p>
        {problems > 0 && <Button onClick={onShowProblem}>{t('mapping.problems.show')}</Button>}
        {isChanged && (
          <ConfirmButton
            label={t('mapping.discard')}
            question={t('mapping.discard.question')}
            confirm={t('mapping.discard')}
            keep={t('mapping.discard.keep')}
            onConfirm={onDiscard}
          />
        )}
        {isChanged && !isOvertaken && (
          // What keeps it from being saved is led to: a button that does nothing explains nothing.
          <Button look="primary" busy={isPending} onClick={problems > 0 ? onShowProblem : onSave}>
            {isPending ? t('mapping.saving') : t('mapping.save', [String(version + 1)])}
          </Button>
        )}
      </div>
    </div>
  );
}

const stateText = ({ version, isChanged, isOvertaken, problems, saving }: SaveBarProps): string => {
  if (saving.isPending) return t('mapping.saving');
  if (isOvertaken) return t('mapping.overtaken.first');
  if (problems > 0) return t('mapping.problems', [String(problems)], problems);
  if (isChanged) return t('mapping.changed');
  return version === 0 ? t('mapping.isDefault') : t('mapping.isSaved', [String(version)]);
};
