import type { Failure } from '../../lib/failure.ts';
import { t } from '../../lib/i18n.ts';
import type { ConnectionState } from '../../lib/messaging/protocol.ts';
import { Badge } from '../ui/Badge.tsx';

/** Failures that leave the connection itself standing: the last word of the other side was not "no". */
const RATE_LIMITED = new Set<Failure['code']>(['crm.rateLimited', 'erp.rateLimited']);
const RESTRICTED = new Set<Failure['code']>(['crm.forbidden', 'erp.forbidden']);

interface ConnectionBadgeProps {
  readonly connection: ConnectionState;
  /** It stands, and lets nothing through until its limit is over. */
  readonly isLimited?: boolean;
}

/** The words of spec §7. Never connected keeps its red to the dot: nothing is wrong, something is only not there. */
export function ConnectionBadge({ connection, isLimited = false }: ConnectionBadgeProps) {
  if (connection.state === 'connected')
    return isLimited ? (
      <Badge tone="caution">{t('crm.status.rateLimited')}</Badge>
    ) : (
      <Badge tone="good">{t('crm.status.connected')}</Badge>
    );
  if (connection.state === 'disconnected')
    return (
      <Badge tone="bad" quiet>
        {t('crm.status.disconnected')}
      </Badge>
    );
  if (RATE_LIMITED.has(connection.failure.code))
    return <Badge tone="caution">{t('crm.status.rateLimited')}</Badge>;
  if (RESTRICTED.has(connection.failure.code)) return <Badge tone="bad">{t('crm.status.restricted')}</Badge>;
  return <Badge tone="bad">{t('crm.status.disconnected')}</Badge>;
}
