import {
  type HubspotAccess,
  type HubspotSetup,
  hubspotAccess,
  hubspotSetup as hubspotSetupSchema,
} from '../api/hubspotConnection.ts';
import { ask, type Door, exchange } from './request.ts';

const path = 'connections/hubspot';

/** What the consent page is opened with; `erp.notFound` where this ERP API has no HubSpot app. */
export const hubspotSetup =
  (door: Door) =>
  (signal: AbortSignal): Promise<HubspotSetup> =>
    ask(door, { method: 'GET', path, signal }, hubspotSetupSchema);

/** Trades the code of a consent for an access token; the refresh token stays with the ERP API. */
export const hubspotExchange =
  (door: Door) =>
  (
    body: { readonly code: string; readonly redirectUri: string },
    signal: AbortSignal,
  ): Promise<HubspotAccess> =>
    ask(door, { method: 'POST', path: `${path}/exchange`, body, signal }, hubspotAccess);

const inPortal = (portal: string): string => `portal=${encodeURIComponent(portal)}`;

/** A new access token of the connected user, of one portal. */
export const hubspotToken =
  (door: Door) =>
  (portal: string, signal: AbortSignal): Promise<HubspotAccess> =>
    ask(door, { method: 'POST', path: `${path}/token?${inPortal(portal)}`, signal }, hubspotAccess);

/** The ERP API forgets the connection with one portal. */
export const hubspotDisconnect =
  (door: Door) =>
  async (portal: string, signal: AbortSignal): Promise<void> => {
    await exchange(door, { method: 'DELETE', path: `${path}?${inPortal(portal)}`, signal });
  };
