import type { SyncStorage } from './storage.ts';

/** Lines that are kept; the oldest go first. */
export const LOG_LINES = 1000;

/** The newest lines of a log. Both methods reject with `storage`. */
export interface LogRing {
  add(lines: readonly unknown[]): Promise<void>;
  /** Oldest first. */
  read(): Promise<readonly unknown[]>;
}

export const logRing = (storage: SyncStorage): LogRing => ({
  add: (lines) =>
    storage.use((database) =>
      database.transaction('rw', database.log, async () => {
        const last = await database.log.bulkAdd(lines.map((line) => ({ line })));
        await database.log
          .where('n')
          .belowOrEqual(last - LOG_LINES)
          .delete();
      }),
    ),
  read: () =>
    storage.use(async (database) => (await database.log.orderBy('n').toArray()).map(({ line }) => line)),
});
