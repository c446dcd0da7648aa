import { browser } from 'wxt/browser';
import * as z from 'zod';
import type { Vault } from '../vault/vault.ts';

/** What was stored while a CRM could have one connection only: the connection itself instead of a list. */
const before = {
  salesforce: z.looseObject({ host: z.string() }),
  hubspot: z.looseObject({ portalId: z.string(), mode: z.string() }),
};

const PLACES = { salesforce: 'connection.salesforce', hubspot: 'connection.hubspot' } as const;

/**
 * Moves a device from one connection per CRM to one per org: its secret gets the org's name, the connection becomes a list of one. In
 * this order, so that a worker that dies in between starts over and finds the secret under either name. Access tokens are fetched anew.
 */
export const namePerOrg = async ({ lasting }: Pick<Vault, 'lasting'>): Promise<void> => {
  const stored = await browser.storage.local.get([PLACES.salesforce, PLACES.hubspot]);
  const salesforce = before.salesforce.safeParse(stored[PLACES.salesforce]).data;
  if (salesforce !== undefined) {
    const token = await lasting.read('salesforce.refreshToken');
    if (token !== null) await lasting.write(`salesforce.refreshToken ${salesforce.host}`, token);
    await browser.storage.local.set({ [PLACES.salesforce]: [salesforce] });
    await lasting.remove('salesforce.refreshToken');
  }
  const hubspot = before.hubspot.safeParse(stored[PLACES.hubspot]).data;
  if (hubspot !== undefined) {
    const key = await lasting.read('hubspot.serviceKey');
    if (key !== null) await lasting.write(`hubspot.serviceKey ${hubspot.portalId}`, key);
    await browser.storage.local.set({ [PLACES.hubspot]: [hubspot] });
    await lasting.remove('hubspot.serviceKey');
  }
};
