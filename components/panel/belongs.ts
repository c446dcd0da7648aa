import type { RecordPage } from '../../lib/crm/port.ts';
import { recordKey } from '../../lib/erp/api/recordKey.ts';
import type { PanelView } from '../../lib/messaging/protocol.ts';

/**
 * Whether an answer speaks of the record on the page: of the record itself, or of the company it names as `via`. An account is
 * its own company and has no `via`. Every customer must be one that this record is linked to.
 */
export const belongs = ({ view, via }: PanelView, page: RecordPage): boolean => {
  const answered = recordKey(view.record);
  const isOwn = answered === recordKey(page.record);
  const isVia = page.kind !== 'account' && via !== null && answered === recordKey(via);
  const linked = new Set<string>(
    view.links.filter((link) => recordKey(link.record) === answered).map((link) => link.customer),
  );
  return (isOwn || isVia) && view.customers.every((customer) => linked.has(customer.id));
};
