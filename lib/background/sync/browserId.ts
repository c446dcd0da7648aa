import { browser } from 'wxt/browser';
import * as z from 'zod';
import { orStorageFailure } from '../../store/orStorageFailure.ts';

const PLACE = 'sync.browser';

/** Letters and digits, never the same twice. `bytes` of chance. */
export const randomName = (bytes: number): string =>
  [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

/** Names this installation to the ERP API, for as long as it is installed. Rejects with `storage`. */
export const browserId = (): Promise<string> =>
  orStorageFailure(async () => {
    const known = z.string().safeParse((await browser.storage.local.get(PLACE))[PLACE]).data;
    if (known !== undefined) return known;
    const made = randomName(16);
    await browser.storage.local.set({ [PLACE]: made });
    return made;
  });
