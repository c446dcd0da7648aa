import type { MessageName } from './messaging/protocol.ts';
import type { Sender, SenderKind } from './messaging/sender.ts';

const CRM_PAGE = ['crmPage'] as const;
const EXTENSION_PAGE = ['extensionPage'] as const;
const CONFIRM = ['confirmFrame', 'extensionPage'] as const;
const BOTH = ['crmPage', 'extensionPage'] as const;

/**
 * Who may send each message. What a sender is, is read from what the browser says of it (`messaging/sender.ts`), never from
 * the message.
 *
 * - A CRM page asks and proposes; it can neither accept a write nor touch a connection.
 * - A confirm frame accepts or declines its own ticket and can do nothing else.
 * - An extension page connects, searches and syncs; it has no record page, so it asks nothing about one. It confirms what it has
 *   proposed itself (`tickets.ts`): no page can frame it.
 * - What both may ask names its `page`: a CRM page its own, an extension page none.
 */
export const ACCESS = {
  'panel.mount': CRM_PAGE,
  'panel.preferences.read': CRM_PAGE,
  'panel.preferences.write': CRM_PAGE,
  'record.cached': CRM_PAGE,
  'record.view': CRM_PAGE,
  'customer.documents': CRM_PAGE,
  'record.suggestions': CRM_PAGE,
  'request.cancel': BOTH,
  'link.propose': CRM_PAGE,
  'confirm.read': CONFIRM,
  'confirm.accept': CONFIRM,
  'confirm.decline': CONFIRM,
  // "Link a customer" searches from the panel, the popup from its own page.
  'customers.search': BOTH,
  'offlineReading.read': EXTENSION_PAGE,
  'offlineReading.write': EXTENSION_PAGE,
  'options.open': BOTH,
  'connections.read': EXTENSION_PAGE,
  'erp.connect': EXTENSION_PAGE,
  'erp.test': EXTENSION_PAGE,
  'erp.disconnect': EXTENSION_PAGE,
  'salesforce.connect': EXTENSION_PAGE,
  'hubspot.connect': EXTENSION_PAGE,
  'salesforce.currency': EXTENSION_PAGE,
  'crm.test': EXTENSION_PAGE,
  'crm.disconnect': EXTENSION_PAGE,
  'sync.status': EXTENSION_PAGE,
  'sync.start': EXTENSION_PAGE,
  'sync.cancel': EXTENSION_PAGE,
  'sync.record': CRM_PAGE,
  'sync.recordStatus': CRM_PAGE,
  'sync.recordSeen': CRM_PAGE,
  'sync.dryRun': EXTENSION_PAGE,
  'sync.settings.read': EXTENSION_PAGE,
  'sync.settings.write': EXTENSION_PAGE,
  'sync.failures': EXTENSION_PAGE,
  'sync.company.read': EXTENSION_PAGE,
  'sync.company.write': EXTENSION_PAGE,
  'sync.brake.propose': EXTENSION_PAGE,
  'sync.log': EXTENSION_PAGE,
  'conflicts.list': BOTH,
  'conflicts.propose': BOTH,
  'mapping.pairs': EXTENSION_PAGE,
  'mapping.read': EXTENSION_PAGE,
  'mapping.save': EXTENSION_PAGE,
} as const satisfies { readonly [N in MessageName]: readonly SenderKind[] };

/** What a handler of message N may rely on: the senders that its access row lets through. */
export type SenderOf<N extends MessageName> = Extract<Sender, { kind: (typeof ACCESS)[N][number] }>;
