import { browser } from 'wxt/browser';
import * as z from 'zod';
import type { OfflineReading as Settings } from '../messaging/protocol.ts';
import { orStorageFailure } from '../store/orStorageFailure.ts';
import type { LaidByKey } from '../store/sessionKeys.ts';
import type { Vault } from '../vault/vault.ts';
import type { Policy } from './policy.ts';

const PLACE = 'offlineReading.keep';

/** Whether figures that were read stay readable when the browser is closed: the person's choice, within the company's policy. */
export const readOfflineReading = async (policy: () => Promise<Policy>): Promise<Settings> => {
  const { allowOfflineReading, cacheHours } = await policy();
  const isAllowed = allowOfflineReading && cacheHours > 0;
  const isChosen = z.boolean().safeParse((await browser.storage.local.get(PLACE))[PLACE]).data ?? false;
  return { keep: isAllowed && isChosen, isAllowed, hours: cacheHours };
};

/** Rejects with `storage` where the browser has no room for the choice. */
export const chooseOfflineReading = (keep: boolean): Promise<void> =>
  orStorageFailure(() =>
    keep ? browser.storage.local.set({ [PLACE]: true }) : browser.storage.local.remove(PLACE),
  );

/** The cache's key beside the other secrets that outlive the browser: under a key that never leaves this profile. */
export const laidByKey = (vault: Pick<Vault, 'lasting'>, policy: () => Promise<Policy>): LaidByKey => ({
  isWanted: async () => (await readOfflineReading(policy)).keep,
  read: () => vault.lasting.read('cache.key'),
  write: (root) => vault.lasting.write('cache.key', root),
  remove: () => vault.lasting.remove('cache.key'),
});
