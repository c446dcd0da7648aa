import { browser } from 'wxt/browser';
import * as z from 'zod';
import { orStorageFailure } from '../store/orStorageFailure.ts';

const label = z.string();
const user = z.string().nullable();
/** Epoch ms; null = does not expire, or not told. */
const expiresAt = z.number().nullable();

const schemas = {
  erp: z.object({ address: z.string(), label, user, expiresAt }),
  salesforce: z.object({ host: z.string(), consumerKey: z.string(), label, user }),
  hubspot: z.object({ mode: z.enum(['oauth', 'serviceKey']), portalId: z.string(), label, user }),
};
export type ConnectionName = keyof typeof schemas;
export type Connection<N extends ConnectionName> = z.infer<(typeof schemas)[N]>;

const place = (name: ConnectionName): string => `connection.${name}`;

/** What is connected, without its secrets (those are in the vault). null = not connected. */
export const readConnection = async <N extends ConnectionName>(name: N): Promise<Connection<N> | null> => {
  const stored = (await browser.storage.local.get(place(name)))[place(name)];
  const parsed = schemas[name].safeParse(stored);
  return parsed.success ? (parsed.data as Connection<N>) : null;
};

/** Rejects with `storage` where the browser will not keep it. */
export const writeConnection = <N extends ConnectionName>(
  name: N,
  connection: Connection<N>,
): Promise<void> => orStorageFailure(() => browser.storage.local.set({ [place(name)]: connection }));

export const removeConnection = (name: ConnectionName): Promise<void> =>
  browser.storage.local.remove(place(name));
