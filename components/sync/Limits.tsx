import { formatAge } from '../../lib/format/age.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { SyncConnection } from '../../lib/messaging/syncMessages.ts';
import styles from './Limits.module.css';
import { Until } from './Until.tsx';

interface LimitsProps {
  readonly connections: readonly SyncConnection[];
  readonly now: number;
}

/** How much of its calls each CRM has left for today, and until when it lets nothing through. */
export function Limits({ connections, now }: LimitsProps) {
  return (
    <ul className={styles.limits} aria-label={t('sync.limits.title')}>
      {connections.map(({ system, label, calls, pausedUntil, lastSyncAt }) => (
        <li key={`${system} ${label}`} className={styles.limit}>
          <p className={styles.name}>
            {t(`crm.${system}`)} <span>{label}</span>
          </p>
          {calls === null ? (
            <p className={styles.quiet}>{t('sync.limits.unknown')}</p>
          ) : (
            <>
              <meter
                className={styles.meter}
                aria-label={t('sync.limits.calls', [t(`crm.${system}`)])}
                // A meter of a limit that is used up, or is none at all, is full.
                max={isUsedUp(calls) ? 1 : calls.limit}
                high={isUsedUp(calls) ? 0.8 : calls.limit * 0.8}
                optimum={0}
                value={isUsedUp(calls) ? 1 : calls.used}
              />
              <p>
                {isUsedUp(calls)
                  ? t('sync.limits.reached', [formatDecimal(calls.used)], calls.used)
                  : t('sync.limits.used', [formatDecimal(calls.used), formatDecimal(calls.limit)])}
              </p>
            </>
          )}
          {pausedUntil !== null && pausedUntil > now ? (
            <p className={styles.paused}>
              <Until at={pausedUntil} />
            </p>
          ) : null}
          <p className={styles.quiet}>
            {lastSyncAt === null
              ? t('sync.limits.never')
              : t('sync.limits.last', [formatAge(lastSyncAt, now)])}
          </p>
        </li>
      ))}
    </ul>
  );
}

const isUsedUp = ({ used, limit }: NonNullable<SyncConnection['calls']>): boolean => used >= limit;
