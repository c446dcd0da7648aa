import type { Me } from '../../lib/erp/api/me.ts';
import type { Connections, HubspotConnection, SalesforceConnection } from '../../lib/messaging/protocol.ts';
import type { Action } from '../ui/action.ts';

/** Invented connections for the tests of cards and pages. */
export const DISCONNECTED: Connections = {
  erp: { state: 'disconnected', address: null },
  salesforce: [],
  hubspot: [],
  presets: { salesforceHost: null, salesforceConsumerKey: null },
  managed: [],
};

export const NORDLICHT: SalesforceConnection = {
  state: 'connected',
  label: 'nordlicht.my.salesforce.com',
  user: 'ada@nordlicht.example',
  expiresAt: null,
  host: 'nordlicht.my.salesforce.com',
  consumerKey: 'consumer-key',
  hasCurrencies: true,
  currency: null,
};

export const PORTAL: HubspotConnection = {
  state: 'connected',
  label: '4711',
  user: 'ada@nordlicht.example',
  expiresAt: null,
  portalId: '4711',
  mode: 'oauth',
};

export const NO_ORG = { state: 'disconnected', host: null, consumerKey: null } as const;
export const NO_PORTAL = { state: 'disconnected', portalId: null, mode: null } as const;

export const CONNECTED: Connections = {
  erp: {
    state: 'connected',
    label: 'Nordlicht Handels GmbH',
    user: 'ada',
    expiresAt: Date.parse('2027-02-08T12:00:00Z'),
    address: 'https://erp.nordlicht.example',
  },
  salesforce: [NORDLICHT],
  hubspot: [PORTAL],
  presets: { salesforceHost: null, salesforceConsumerKey: null },
  managed: [],
};

export const ADA: Me = {
  user: 'ada',
  team: 'north',
  tenant: 'nordlicht',
  role: 'crm.sync',
  scope: 'team',
  capabilities: ['view', 'manualSync', 'link', 'convert', 'resolveConflicts'],
  expiresAt: '2027-02-08T12:00:00Z',
  company: {
    name: 'Nordlicht Handels GmbH',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    asOf: '2026-11-20',
  },
  api: { name: 'ledgerside-erp-api', version: '1.0.0' },
};

/** An action that nobody has started, except for what a test says of it. */
export const action = <Input, Answer>(known: Partial<Action<Input, Answer>> = {}): Action<Input, Answer> => ({
  run: () => {},
  pending: false,
  failure: null,
  answer: null,
  ...known,
});
