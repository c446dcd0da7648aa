import type { MessageName, Request } from '../../messaging/protocol.ts';
import { ACCOUNT_PAGE } from './records.ts';

const page = ACCOUNT_PAGE;
const ticket = 'a'.repeat(32);
const requestId = 'q1';

/** A request of each message that its schema takes. */
export const EXAMPLES: { readonly [N in MessageName]: Request<N> } = {
  'panel.mount': {},
  'panel.preferences.read': {},
  'panel.preferences.write': { open: true, position: { right: 8, top: 80 }, docked: false },
  'record.cached': { page },
  'record.view': { page, requestId },
  'customer.documents': { page, customer: 'G01', kind: 'invoices', cursor: null, requestId },
  'record.suggestions': { page, requestId },
  'request.cancel': { requestId },
  'link.propose': { page, customer: 'G01', change: 'link' },
  'confirm.read': { ticket },
  'confirm.accept': { ticket },
  'confirm.decline': { ticket },
  'customers.search': { query: 'anl', requestId },
  'offlineReading.read': {},
  'offlineReading.write': { keep: true },
  'options.open': {},
  'connections.read': {},
  'erp.connect': { address: 'https://erp.acme.example', token: 't' },
  'erp.test': {},
  'erp.disconnect': {},
  'salesforce.connect': { host: 'acme.my.salesforce.com', consumerKey: 'k' },
  'hubspot.connect': { mode: 'oauth' },
  'crm.test': { system: 'hubspot' },
  'crm.disconnect': { system: 'hubspot' },
};
