import { browser } from 'wxt/browser';
import * as z from 'zod';
import type { PanelPreferences } from '../messaging/protocol.ts';
import { orStorageFailure } from '../store/orStorageFailure.ts';

const PLACE = 'panel.preferences';
const schema = z.object({
  open: z.boolean(),
  position: z.object({ right: z.number(), top: z.number() }).nullable(),
  // Preferences of an older version do not know it.
  docked: z.boolean().default(false),
});

/** Collapsed and never moved, until somebody opens or moves it. */
export const readPreferences = async (): Promise<PanelPreferences> =>
  schema.safeParse((await browser.storage.local.get(PLACE))[PLACE]).data ?? {
    open: false,
    position: null,
    docked: false,
  };

export const writePreferences = (preferences: PanelPreferences): Promise<void> =>
  orStorageFailure(() => browser.storage.local.set({ [PLACE]: preferences }));
