import { browser } from 'wxt/browser';
import * as z from 'zod';
import type { SyncStatus } from '../../messaging/syncMessages.ts';

const PLACE = 'sync.waiting';
const waiting = z.object({
  conflicts: z.number(),
  failing: z.number(),
  links: z.number(),
  at: z.number(),
});

/** Spec §5: what the ERP API said of the sync is stale after half a minute. */
export const WAITING_FRESH_MS = 30_000;

export type Waiting = NonNullable<SyncStatus['waiting']>;

/** What waits for people, as the ERP API last told, and when. It goes with the browser session. */
export const readWaiting = async (): Promise<(Waiting & { readonly at: number }) | null> =>
  waiting.safeParse((await browser.storage.session.get(PLACE))[PLACE]).data ?? null;

export const noteWaiting = async (told: Waiting, at: number): Promise<void> => {
  try {
    await browser.storage.session.set({ [PLACE]: { ...told, at } });
  } catch {
    // Without room it is asked again.
  }
};
