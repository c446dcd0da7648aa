import { type MessageKey, t } from '../../lib/i18n.ts';
import type { LinkTicket } from '../../lib/messaging/protocol.ts';
import { RecordFact } from './RecordFact.tsx';

const WRITES = {
  link: 'confirm.writesLink',
  unlink: 'confirm.writesUnlink',
  neverLink: 'confirm.writesNeverLink',
  allowLink: 'confirm.writesAllowLink',
  linkDeal: 'confirm.writesLinkDeal',
  unlinkDeal: 'confirm.writesUnlinkDeal',
} as const satisfies Record<LinkTicket['kind'], MessageKey>;

/** What a confirmation of a link, or of the end of one, shows. */
export function LinkFacts({ ticket: { kind, record, recordName, customer, erp } }: { ticket: LinkTicket }) {
  return (
    <dl>
      <RecordFact record={record} name={recordName ?? record.id} />
      <dt>{t('confirm.customer')}</dt>
      <dd>
        <strong>{customer.name}</strong>
        <span>{customer.id}</span>
      </dd>
      <dt>{t('confirm.writes')}</dt>
      <dd>{t(WRITES[kind], [erp])}</dd>
    </dl>
  );
}
