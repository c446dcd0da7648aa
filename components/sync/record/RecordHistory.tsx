import { formatAge } from '../../../lib/format/age.ts';
import { formatInstant } from '../../../lib/format/date.ts';
import { t } from '../../../lib/i18n.ts';
import type { RecordSyncEntry } from '../../../lib/messaging/syncMessages.ts';

/** The syncs that saw this record, newest first. */
export function RecordHistory({ history, now }: { history: readonly RecordSyncEntry[]; now: number }) {
  if (history.length === 0) return <p className="quiet">{t('sync.history.none')}</p>;
  return (
    <details className="gates">
      <summary>{t('sync.history')}</summary>
      <ul>
        {history.map(({ run, at, user, trigger, result }) => (
          <li key={run}>
            <span className="badge" data-tone="neutral">
              {t(`sync.state.${result ?? 'syncing'}`)}
            </span>
            <div>
              <time
                dateTime={new Date(at).toISOString()}
                title={`${formatInstant(at)} · ${t('sync.id', [run])}`}
              >
                {formatAge(at, now)}
              </time>
              <p className="quiet">
                {user} · {t(`sync.trigger.${trigger}`)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}
