import { DEFAULT_CONFIG } from '../../erp/api/config.ts';
import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import type { MessageName, Request } from '../../messaging/protocol.ts';
import { ACCOUNT_PAGE, LINK } from './records.ts';

const page = ACCOUNT_PAGE;
const ticket = 'a'.repeat(32);
const requestId = 'q1';
const pair: MappingPair = { system: 'salesforce', object: 'Account', erpObject: 'customer' };

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
  'salesforce.currency': { org: 'acme.my.salesforce.com', currency: 'EUR' },
  'crm.test': { system: 'hubspot', org: '4711' },
  'crm.disconnect': { system: 'hubspot', org: '4711' },
  'sync.status': {},
  'sync.start': { trigger: 'manual' },
  'sync.cancel': {},
  'sync.record': { page, requestId },
  'sync.recordStatus': { page, requestId },
  'sync.recordSeen': { page },
  'sync.dryRun': { cursor: null, requestId },
  'sync.settings.read': {},
  'sync.settings.write': { autoSync: true, intervalSeconds: 300 },
  'sync.failures': { requestId },
  'sync.company.read': {},
  'sync.company.write': { version: 1, flags: DEFAULT_CONFIG.flags, paused: true },
  'sync.brake.propose': { run: 'run-00000001' },
  'sync.log': {},
  'conflicts.list': { page, cursor: null, requestId },
  'conflicts.propose': { page, decisions: [{ link: LINK.id, key: 'field:phone', choice: 'crm' }] },
  'mapping.pairs': {},
  'mapping.read': { pair, requestId },
  'mapping.save': { pair, version: 0, mapping: { rules: [] } },
};
