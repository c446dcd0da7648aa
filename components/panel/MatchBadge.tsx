import type { Link } from '../../lib/erp/api/link.ts';
import { formatDate } from '../../lib/format/date.ts';
import { t } from '../../lib/i18n.ts';

/** That this record is joined to an ERP customer, and by whom. */
export function MatchBadge({ link }: { link: Link }) {
  const title = t('match.linkedTitle', [link.createdBy, formatDate(link.createdAt.slice(0, 10))]);
  return (
    <span className="badge" data-tone="good" title={title}>
      {t('match.linked')}
    </span>
  );
}
