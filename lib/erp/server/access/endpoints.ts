import type { Capability } from '../../api/me.ts';
import type { RouteName } from '../../api/routes.ts';

/** What a caller must be able to do, per endpoint. `public`: answers without a token, so it may never tell anything of a tenant. */
export const ENDPOINT_ACCESS: Readonly<Record<RouteName, Capability | 'public'>> = {
  getHealth: 'public',
  getReadiness: 'public',
  getContract: 'public',
  getMe: 'view',
  listCustomers: 'view',
  matchCustomers: 'view',
  getCustomer: 'view',
  listInvoices: 'view',
  listOrders: 'view',
  listPayments: 'view',
  listQuotes: 'view',
  listProductsBought: 'view',
  getRecordView: 'view',
  listLinks: 'view',
  putLink: 'link',
  deleteLink: 'link',
  putNeverLink: 'link',
  deleteNeverLink: 'link',
  // Everybody connects their own HubSpot user, and sees there what HubSpot lets them see.
  getHubspotSetup: 'view',
  exchangeHubspotCode: 'view',
  refreshHubspotToken: 'view',
  deleteHubspotConnection: 'view',
};
