import { browser } from 'wxt/browser';
import * as z from 'zod';
import { orStorageFailure } from '../store/orStorageFailure.ts';

/** The ERP API as it is connected, without its token (that is in the vault). */
const erpConnection = z.object({
  address: z.string(),
  label: z.string(),
  user: z.string().nullable(),
  /** Epoch ms; null = does not expire, or not told. */
  expiresAt: z.number().nullable(),
});
type ErpConnection = z.infer<typeof erpConnection>;

const PLACE = 'connection.erp';

/** null = not connected. */
export const readErpConnection = async (): Promise<ErpConnection | null> =>
  erpConnection.safeParse((await browser.storage.local.get(PLACE))[PLACE]).data ?? null;

/** Rejects with `storage` where the browser will not keep it. */
export const writeErpConnection = (connection: ErpConnection): Promise<void> =>
  orStorageFailure(() => browser.storage.local.set({ [PLACE]: connection }));

export const removeErpConnection = (): Promise<void> => browser.storage.local.remove(PLACE);
