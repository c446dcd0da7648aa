import { CRM_PAGES } from '../crm/pages.ts';
import type { RecordPage } from '../crm/port.ts';
import { recordKey } from '../erp/api/recordKey.ts';
import type { Sender } from './sender.ts';

/**
 * Whether a CRM page may speak of this record: it is on the page's own host, it is the same record that its address on that
 * host names, and it is in the org or portal that the tab shows. So a page of one org can neither read nor link another's.
 *
 * Every HubSpot portal shares a host; only the address tells which one this is, so off a record page nothing is owned.
 */
export const ownsRecord = (sender: Extract<Sender, { kind: 'crmPage' }>, page: RecordPage): boolean => {
  if (page.host !== sender.host || sender.page === null) return false;
  if (page.record.org !== sender.page.record.org) return false;
  const pages = CRM_PAGES.find(({ system }) => system === page.record.system);
  const url = URL.parse(pages?.urlOf(page.record, page.host) ?? '');
  const named = url === null ? null : pages?.recordOf(url);
  return named?.kind === page.kind && recordKey(named.record) === recordKey(page.record);
};
