import type { RouteName } from '../../lib/erp/api/routes.ts';

/** A record of the simulated CRM, for links. */
export const ACCOUNT = {
  system: 'salesforce',
  org: 'acme.my.salesforce.com',
  object: 'Account',
  id: '001000000000001AAA',
} as const;
export const HOST = 'acme.lightning.force.com';
export const queryOf = (record: Readonly<Record<string, string>>): string =>
  new URLSearchParams(record).toString();

interface Request {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request per endpoint on customer `C1`, well formed. A new endpoint needs a line here. */
export const requests: Readonly<Record<RouteName, Request>> = {
  getHealth: { method: 'GET', path: '/health' },
  getReadiness: { method: 'GET', path: '/ready' },
  getContract: { method: 'GET', path: '/api/crm/openapi.json' },
  getMe: { method: 'GET', path: '/api/crm/me' },
  listCustomers: { method: 'GET', path: '/api/crm/customers?search=alder' },
  matchCustomers: { method: 'GET', path: '/api/crm/customers/match?name=Alder%20Works' },
  getCustomer: { method: 'GET', path: '/api/crm/customers/C1' },
  listInvoices: { method: 'GET', path: '/api/crm/customers/C1/invoices' },
  listOrders: { method: 'GET', path: '/api/crm/customers/C1/orders' },
  listPayments: { method: 'GET', path: '/api/crm/customers/C1/payments' },
  listQuotes: { method: 'GET', path: '/api/crm/customers/C1/quotes' },
  listProductsBought: { method: 'GET', path: '/api/crm/customers/C1/products' },
  getRecordView: { method: 'GET', path: `/api/crm/record-view?${queryOf(ACCOUNT)}` },
  listLinks: { method: 'GET', path: '/api/crm/links?customer=C1' },
  putLink: {
    method: 'PUT',
    path: '/api/crm/links',
    json: { record: ACCOUNT, host: HOST, customer: 'C1' },
  },
  deleteLink: {
    method: 'DELETE',
    path: '/api/crm/links/0198f000-0000-7000-8000-000000000000',
    headers: { 'If-Match': '"1"' },
  },
  putNeverLink: {
    method: 'PUT',
    path: '/api/crm/never-links',
    json: { record: { ...ACCOUNT, id: '001000000000009AAA' }, customer: 'C1' },
  },
  deleteNeverLink: {
    method: 'DELETE',
    path: '/api/crm/never-links/0198f000-0000-7000-8000-000000000000',
  },
  getHubspotSetup: { method: 'GET', path: '/api/crm/connections/hubspot' },
  exchangeHubspotCode: {
    method: 'POST',
    path: '/api/crm/connections/hubspot/exchange',
    json: { code: 'c0de', redirectUri: 'https://example.chromiumapp.org/' },
  },
  refreshHubspotToken: { method: 'POST', path: '/api/crm/connections/hubspot/token' },
  deleteHubspotConnection: { method: 'DELETE', path: '/api/crm/connections/hubspot' },
};
