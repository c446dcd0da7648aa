import { createHmac, timingSafeEqual } from 'node:crypto';

export const ADMIN_KEY = 'admin.key';

/** Shows that one has the data folder's key without telling it. */
export const proofOf = (key: Buffer, nonce: string): string =>
  createHmac('sha256', key).update(nonce).digest('base64url');

export const bearerOf = (key: Buffer): string => `Bearer ${key.toString('base64url')}`;

export const isEqual = (claimed: string | undefined, expected: string): boolean =>
  claimed !== undefined &&
  claimed.length === expected.length &&
  timingSafeEqual(Buffer.from(claimed), Buffer.from(expected));
