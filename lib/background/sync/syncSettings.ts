import { browser } from 'wxt/browser';
import * as z from 'zod';
import { DEFAULT_CONFIG, type SyncConfig } from '../../erp/api/config.ts';
import type { SyncSettingsView } from '../../messaging/syncMessages.ts';
import { orStorageFailure } from '../../store/orStorageFailure.ts';

const OWN = 'sync.settings';
const COMPANY = 'sync.company';
const settings = z.object({ autoSync: z.boolean(), intervalSeconds: z.number().min(60).max(3600) });
type Settings = z.infer<typeof settings>;

const readAt = async (place: string): Promise<Settings | null> =>
  settings.safeParse((await browser.storage.local.get(place))[place]).data ?? null;

/** One's own choice within the company's, which is as it was when last told. */
export const readSyncSettings = async (): Promise<SyncSettingsView> => {
  const [own, company] = await Promise.all([readAt(OWN), readAt(COMPANY)]);
  const { autoSync, intervalSeconds } = own ?? company ?? DEFAULT_CONFIG;
  return { autoSync, intervalSeconds, company };
};

/** Rejects with `storage`. */
export const writeSyncSettings = ({ autoSync, intervalSeconds }: Settings): Promise<void> =>
  orStorageFailure(() => browser.storage.local.set({ [OWN]: { autoSync, intervalSeconds } }));

/** What the ERP API has just told. Rejects with `storage`. */
export const noteCompany = ({ autoSync, intervalSeconds }: SyncConfig): Promise<void> =>
  orStorageFailure(() => browser.storage.local.set({ [COMPANY]: { autoSync, intervalSeconds } }));

/** Seconds between syncs by themselves; null = there are none. Nobody switches on what the company has off. */
export const dueEvery = ({ autoSync, intervalSeconds, company }: SyncSettingsView): number | null =>
  autoSync && company?.autoSync !== false ? intervalSeconds : null;
