import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { keyFile } from '../keyFile.ts';

/** Seals a text for one purpose (whose it is), so that a sealed text copied to another row does not open there. */
export interface Seal {
  close(text: string, purpose: string): string;
  /** null = not sealed with this key for this purpose, or damaged. */
  open(sealed: string, purpose: string): string | null;
}

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM. */
export const sealWith = (key: Buffer): Seal => ({
  close(text, purpose) {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  },
  open(sealed, purpose) {
    const bytes = Buffer.from(sealed, 'base64url');
    try {
      const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      return cipher.update(bytes.subarray(NONCE + TAG), undefined, 'utf8') + cipher.final('utf8');
    } catch {
      return null;
    }
  },
});

/** From the company's secret, or from a key that the server keeps for itself in the data folder. */
export const sealFrom = async (secret: string | null, dataFolder: string): Promise<Seal> =>
  sealWith(
    secret === null ? await keyFile(dataFolder, 'secret.key') : scryptSync(secret, 'ledgerside/seal', 32),
  );
