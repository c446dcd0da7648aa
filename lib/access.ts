import type { MessageName } from './messaging/protocol.ts';
import type { Sender, SenderKind } from './messaging/sender.ts';

const CRM_PAGE = ['crmPage'] as const;
const EXTENSION_PAGE = ['extensionPage'] as const;
const CONFIRM_FRAME = ['confirmFrame'] as const;

/**
 * Who may send each message. What a sender is, is read from what the browser says of it (`messaging/sender.ts`), never from
 * the message.
 *
 * - A CRM page asks and proposes; it can neither accept a write nor touch a connection.
 * - A confirm frame accepts or declines its own ticket and can do nothing else.
 * - An extension page connects and searches; it has no record page, so it asks nothing about one.
 */
export const ACCESS = {
  'panel.mount': CRM_PAGE,
  'panel.preferences.read': CRM_PAGE,
  'panel.preferences.write': CRM_PAGE,
  'record.cached': CRM_PAGE,
  'record.view': CRM_PAGE,
  'customer.documents': CRM_PAGE,
  'record.suggestions': CRM_PAGE,
  'request.cancel': ['crmPage', 'extensionPage'],
  'link.propose': CRM_PAGE,
  'confirm.read': CONFIRM_FRAME,
  'confirm.accept': CONFIRM_FRAME,
  'confirm.decline': CONFIRM_FRAME,
  // "Link a customer" searches from the panel, the popup from its own page.
  'customers.search': ['crmPage', 'extensionPage'],
  'offlineReading.read': EXTENSION_PAGE,
  'offlineReading.write': EXTENSION_PAGE,
  'options.open': ['crmPage', 'extensionPage'],
  'connections.read': EXTENSION_PAGE,
  'erp.connect': EXTENSION_PAGE,
  'erp.test': EXTENSION_PAGE,
  'erp.disconnect': EXTENSION_PAGE,
  'salesforce.connect': EXTENSION_PAGE,
  'hubspot.connect': EXTENSION_PAGE,
  'crm.test': EXTENSION_PAGE,
  'crm.disconnect': EXTENSION_PAGE,
} as const satisfies { readonly [N in MessageName]: readonly SenderKind[] };

/** What a handler of message N may rely on: the senders that its access row lets through. */
export type SenderOf<N extends MessageName> = Extract<Sender, { kind: (typeof ACCESS)[N][number] }>;
