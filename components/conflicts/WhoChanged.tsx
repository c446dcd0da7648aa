import { formatAge } from '../../lib/format/age.ts';
import { formatInstant } from '../../lib/format/date.ts';
import { t } from '../../lib/i18n.ts';
import type { ChangedBy } from '../../lib/messaging/conflictMessages.ts';

/** Who changed a side, and when; a system that does not tell is said not to. */
export function WhoChanged({ changed: { at, by }, now }: { changed: ChangedBy; now: number }) {
  if (at === null && by === null) return <span className="conflict-who">{t('conflict.whoUnknown')}</span>;
  return (
    <span className="conflict-who">
      {by}
      {by !== null && at !== null ? ' · ' : null}
      {at === null ? null : (
        <time dateTime={new Date(at).toISOString()} title={formatInstant(at)}>
          {formatAge(at, now)}
        </time>
      )}
    </span>
  );
}
