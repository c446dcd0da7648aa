import { Dexie } from 'dexie';
import type { CacheDatabase } from './database.ts';

export const MAX_ROWS = 300;
const MAX_BYTES = 32 * 1024 * 1024;

/** Drops rows stored at or before `oldest` (epoch ms), then the oldest ones until number and size are within bounds. */
export const trim = async (database: CacheDatabase, oldest: number): Promise<void> => {
  const index = '[storedAt+size]';
  await database.views.where(index).between([Dexie.minKey, Dexie.minKey], [oldest, Dexie.maxKey]).delete();
  const newestFirst = () => database.views.orderBy(index).reverse();
  // From the index alone: the sealed bytes stay on disk.
  const [order, sizes] = await Promise.all([newestFirst().primaryKeys(), newestFirst().keys()]);
  let bytes = 0;
  const surplus = order.filter((_, place) => {
    bytes += sizeOf(sizes[place]);
    return place >= MAX_ROWS || bytes > MAX_BYTES;
  });
  if (surplus.length > 0) await database.views.bulkDelete(surplus);
};

const sizeOf = (key: unknown): number => (Array.isArray(key) && typeof key[1] === 'number' ? key[1] : 0);
