import { browser } from 'wxt/browser';
import * as z from 'zod';
import { fromBase64, toBase64 } from '../vault/base64.ts';

/** Both keys of the read cache. They live as long as the browser: after that, what is on disk is noise. */
export interface SessionKeys {
  readonly cipher: CryptoKey;
  readonly hash: CryptoKey;
}

const PLACE = 'cache.key';

/** `isNew`: whatever the cache still holds was sealed by a browser session that is over. */
export const sessionKeys = async (): Promise<{ readonly keys: SessionKeys; readonly isNew: boolean }> => {
  const stored = z.string().safeParse((await browser.storage.session.get(PLACE))[PLACE]).data;
  if (stored !== undefined) return { keys: await derive(fromBase64(stored)), isNew: false };
  const root = crypto.getRandomValues(new Uint8Array(32));
  await browser.storage.session.set({ [PLACE]: toBase64(root) });
  return { keys: await derive(root), isNew: true };
};

/** After this, nothing that was cached can ever be read again, whether or not its rows could be removed. */
export const forgetSessionKeys = (): Promise<void> => browser.storage.session.remove(PLACE);

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
