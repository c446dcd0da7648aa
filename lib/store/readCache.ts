import type { RecordRef } from '../erp/api/record.ts';
import { recordKey } from '../erp/api/recordKey.ts';
import { parseJson } from '../http/json.ts';
import { open, seal } from '../vault/cipher.ts';
import { type CachedView, cachedView } from './cachedView.ts';
import { CacheDatabase, type SealedView } from './database.ts';
import { orStorageFailure } from './orStorageFailure.ts';
import { forgetSessionKeys, type LaidByKey, type SessionKeys, sessionKeys } from './sessionKeys.ts';
import { trim } from './trim.ts';

/**
 * Record views, to paint from before the network has answered. A cache that cannot be read or written is an empty one: no
 * figure depends on it, so none of `read`, `write` and `forgetCompany` ever rejects.
 */
export interface ReadCache {
  read(page: RecordRef): Promise<CachedView | null>;
  /** `epoch`: as it was when the question was asked; a wipe since then means that the answer may not be kept. */
  write(page: RecordRef, view: CachedView, epoch: number): Promise<void>;
  /** Drops every page of this company. */
  forgetCompany(company: RecordRef): Promise<void>;
  /** Drops what is too old. */
  sweep(): Promise<void>;
  /** Lays the keys by, or takes them back, as `laidBy.isWanted` now says. Rejects with `storage`. */
  keepAsWanted(): Promise<void>;
  /** Nothing that was cached can be read after this. Rejects with `storage` where that cannot be promised. */
  wipe(): Promise<void>;
  epoch(): number;
}

export interface CacheEdge {
  readonly now: () => number;
  /** How long a row may be shown, ms; 0 = nothing is kept. */
  readonly maxAgeMs: () => Promise<number>;
  readonly laidBy: LaidByKey;
}

/** A row may be dated this much later than now: two readings of one clock. More, and the clock was set back since. */
const CLOCK_SLACK_MS = 60_000;

export const readCache = ({ now, maxAgeMs, laidBy }: CacheEdge): ReadCache => {
  let database = new CacheDatabase();
  let keys: Promise<SessionKeys> | null = null;
  let epoch = 0;

  const currentKeys = (): Promise<SessionKeys> => {
    keys ??= sessionKeys(laidBy).then(async ({ keys: made, isNew }) => {
      if (isNew) await database.views.clear();
      return made;
    });
    return keys;
  };

  // Full, closed, corrupt or forbidden: start over with a new connection next time, and without what was there.
  const orNothing = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch {
      keys = null;
      database.close();
      database = new CacheDatabase();
      return null;
    }
  };

  return {
    epoch: () => epoch,

    read: (page) =>
      orNothing(async () => {
        const { cipher, hash } = await currentKeys();
        const key = await hashOf(hash, page);
        const row = await database.views.get(key);
        if (row === undefined || row.storedAt <= now() - (await maxAgeMs())) return null;
        // How old it is, nobody can tell any more: it would be shown as new, and beyond its time.
        if (row.storedAt > now() + CLOCK_SLACK_MS) return null;
        return cachedView.parse(parseJson(await open(cipher, row.sealed, key)));
      }),

    write: async (page, view, asked) => {
      const maxAge = await maxAgeMs();
      if (maxAge <= 0) return;
      await orNothing(async () => {
        const { cipher, hash } = await currentKeys();
        const key = await hashOf(hash, page);
        const sealed = await seal(cipher, JSON.stringify(view), key);
        const company = await hashOf(hash, view.view.record);
        if (asked !== epoch) return;
        const row: SealedView = { key, company, sealed, size: sealed.byteLength, storedAt: now() };
        await database.transaction('rw', database.views, async () => {
          await database.views.put(row);
          await trim(database, now() - maxAge);
        });
      });
    },

    forgetCompany: async (company) => {
      epoch += 1;
      await orNothing(async () => {
        const { hash } = await currentKeys();
        await database.views
          .where('company')
          .equals(await hashOf(hash, company))
          .delete();
      });
    },

    sweep: async () => {
      const oldest = now() - (await maxAgeMs());
      await orNothing(async () => {
        await currentKeys();
        await trim(database, oldest);
      });
    },

    keepAsWanted: async () => {
      keys = null;
      await orStorageFailure(currentKeys);
    },

    wipe: async () => {
      epoch += 1;
      keys = null;
      await forgetSessionKeys(laidBy);
      await orNothing(() => database.views.clear());
    },
  };
};

const hashOf = async (key: CryptoKey, record: RecordRef): Promise<string> => {
  const bytes = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(recordKey(record)));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};
