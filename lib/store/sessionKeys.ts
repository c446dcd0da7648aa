import { browser } from 'wxt/browser';
import * as z from 'zod';
import { fromBase64, toBase64 } from '../vault/base64.ts';
import { orStorageFailure } from './orStorageFailure.ts';

/** Both keys of the read cache. They live as long as the browser, unless the person keeps them: after that, what is on disk is noise. */
export interface SessionKeys {
  readonly cipher: CryptoKey;
  readonly hash: CryptoKey;
}

/** Where the keys are laid by for a browser that opens without a network. Every method rejects with `storage`. */
export interface LaidByKey {
  /** Whether they may outlive the browser: the person chose so, and the company's policy lets them. */
  readonly isWanted: () => Promise<boolean>;
  read(): Promise<string | null>;
  write(root: string): Promise<void>;
  remove(): Promise<void>;
}

const PLACE = 'cache.key';

/** `isNew`: whatever the cache still holds was sealed by a browser session that is over. */
export const sessionKeys = async (
  laidBy: LaidByKey,
): Promise<{ readonly keys: SessionKeys; readonly isNew: boolean }> => {
  const isWanted = await laidBy.isWanted();
  const inSession = z.string().safeParse((await browser.storage.session.get(PLACE))[PLACE]).data;
  const before = isWanted ? await readOrNull(laidBy) : null;
  const root = inSession ?? before ?? toBase64(crypto.getRandomValues(new Uint8Array(32)));
  if (inSession === undefined) await browser.storage.session.set({ [PLACE]: root });
  // Also where the choice was made, or forbidden, while no worker ran.
  if (!isWanted) await laidBy.remove();
  else if (before !== root) await laidBy.write(root);
  return { keys: await derive(fromBase64(root)), isNew: inSession === undefined && before === null };
};

/** After this, nothing that was cached can ever be read again, whether or not its rows could be removed. */
export const forgetSessionKeys = async (laidBy: Pick<LaidByKey, 'remove'>): Promise<void> => {
  await orStorageFailure(() => browser.storage.session.remove(PLACE));
  await laidBy.remove();
};

// A key that this profile can no longer unseal is no key.
const readOrNull = async (laidBy: LaidByKey): Promise<string | null> => {
  try {
    return await laidBy.read();
  } catch {
    return null;
  }
};

const derive = async (root: Uint8Array<ArrayBuffer>): Promise<SessionKeys> => {
  const base = await crypto.subtle.importKey('raw', root, 'HKDF', false, ['deriveKey']);
  const from = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: new TextEncoder().encode(info),
  });
  const [cipher, hash] = await Promise.all([
    crypto.subtle.deriveKey(from('cipher'), base, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]),
    crypto.subtle.deriveKey(from('hash'), base, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, [
      'sign',
    ]),
  ]);
  return { cipher, hash };
};
