import { formatAge } from '../../lib/format/age.ts';
import { formatInstant } from '../../lib/format/date.ts';
import { t } from '../../lib/i18n.ts';
import type { ChangedBy } from '../../lib/messaging/conflictMessages.ts';

/** When a side was changed, and by whom, in the same form for both sides; a system that does not tell is said not to,
 * and one that tells of the whole record alone is not taken to tell of the field. */
export function WhoChanged({ changed: { of, at, by }, now }: { changed: ChangedBy; now: number }) {
  return (
    <span className="conflict-who">
      {of === 'record' && at !== null ? `${t('conflict.recordChanged')} ` : null}
      {at === null ? (
        t('conflict.whenUnknown')
      ) : (
        <time dateTime={new Date(at).toISOString()} title={formatInstant(at)}>
          {formatAge(at, now)}
        </time>
      )}
      {' · '}
      {by ?? t('conflict.whoUnknown')}
    </span>
  );
}
