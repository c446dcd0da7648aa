import { FailureError } from '../../failure.ts';
import { SyncDatabase } from './database.ts';

/** The sync's database. Full, closed, corrupt or forbidden: every use rejects with `storage`, and the next one tries again. */
export interface SyncStorage {
  use<T>(work: (database: SyncDatabase) => Promise<T>): Promise<T>;
}

export const syncStorage = (): SyncStorage => {
  let database = new SyncDatabase();
  return {
    use: async (work) => {
      const used = database;
      try {
        return await work(used);
      } catch (cause) {
        // A connection that the browser has closed does not come back by itself; others who use it now would only fail with it.
        if (!used.isOpen() && database === used) {
          used.close();
          database = new SyncDatabase();
        }
        throw new FailureError({ code: 'storage' }, { cause });
      }
    },
  };
};
