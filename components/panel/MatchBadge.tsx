import { formatDate } from '../../lib/format/date.ts';
import { t } from '../../lib/i18n.ts';
import type { PanelView } from '../../lib/messaging/protocol.ts';

/** Whether this record is joined to an ERP customer, and by whom. */
export function MatchBadge({ view }: { view: PanelView['view'] }) {
  const [link] = view.links;
  if (link === undefined)
    return (
      <span className="badge" data-tone="neutral">
        {t('match.none')}
      </span>
    );
  const title = t('match.linkedTitle', [link.createdBy, formatDate(link.createdAt.slice(0, 10))]);
  return (
    <span className="badge" data-tone="good" title={title}>
      {t('match.linked')}
    </span>
  );
}
