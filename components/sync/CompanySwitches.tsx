import { t } from '../../lib/i18n.ts';
import type { CompanySync } from '../../lib/messaging/syncMessages.ts';
import type { Action } from '../ui/action.ts';
import { Badge } from '../ui/Badge.tsx';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Switch } from '../ui/Switch.tsx';
import styles from './Schedule.module.css';

const FLAGS = [
  ['m38_crm', 'flags.sync'],
  ['m38_crm_customer360', 'flags.customer360'],
  ['m38_crm_pipeline', 'flags.pipeline'],
  ['m38_crm_auto_order', 'flags.autoOrder'],
] as const;

interface CompanySwitchesProps {
  /** null = not known yet. */
  readonly company: CompanySync | null;
  readonly save: Action<Omit<CompanySync, 'mayEdit'>, CompanySync>;
  readonly onRetry: () => void;
}

/** What an administrator has switched on for everybody. Others read it, so that nobody searches for what is off. */
export function CompanySwitches({ company, save, onRetry }: CompanySwitchesProps) {
  const failure = save.failure && (
    <FailureNotice failure={save.failure} busy={save.pending} onRetry={onRetry} />
  );
  if (company === null) return failure ?? <Skeleton height={120} />;
  const { version, flags, paused, mayEdit } = company;
  const rows = [
    ...FLAGS.map(([flag, label]) => ({
      name: flag,
      label,
      isOn: flags[flag],
      turn: (isOn: boolean) => save.run({ version, paused, flags: { ...flags, [flag]: isOn } }),
    })),
    {
      name: 'paused' as const,
      label: 'flags.paused' as const,
      isOn: paused,
      turn: (isOn: boolean) => save.run({ version, flags, paused: isOn }),
    },
  ];
  return (
    <>
      {failure}
      {mayEdit ? (
        rows.map(({ name, label, isOn, turn }) => (
          <Switch
            key={name}
            label={t(label)}
            hint={name === 'paused' ? t('flags.pausedHint') : name}
            isOn={isOn}
            isBusy={save.pending}
            onTurn={turn}
          />
        ))
      ) : (
        <>
          <ul className={styles.rows} aria-label={t('flags.title')}>
            {rows.map(({ name, label, isOn }) => (
              <li key={name} className={styles.row}>
                <span>
                  <span className={styles.name}>{t(label)}</span>
                  {name === 'paused' ? null : <span className={styles.code}>{name}</span>}
                </span>
                <Badge tone={name === 'paused' ? (isOn ? 'caution' : 'neutral') : isOn ? 'good' : 'neutral'}>
                  {t(isOn ? 'flags.on' : 'flags.off')}
                </Badge>
              </li>
            ))}
          </ul>
          <p className={styles.hint}>{t('flags.readOnly')}</p>
        </>
      )}
    </>
  );
}
