import type { Logger } from 'pino';
import { holdFolder } from './admin/holder.ts';
import type { Storage } from './config.ts';
import { DatabaseError, type OpenDatabase } from './database/database.ts';
import { openPglite } from './database/pglite.ts';
import { openPostgres } from './database/postgres.ts';

/** A server's database, with the hold on its folder where it has one. */
export interface OpenStorage {
  readonly database: OpenDatabase;
  close(): Promise<void>;
}

const openFolder = async (folder: string, now: () => Date): Promise<OpenStorage> => {
  const holder = await holdFolder(folder, now);
  if (holder === null) {
    throw new DatabaseError(
      'database.dataFolder',
      `The data folder ${folder} is in use by another server. End it, or set LEDGERSIDE_DATA to another folder.`,
    );
  }
  try {
    const database = await openPglite(folder);
    holder.serve(database);
    return {
      database,
      async close() {
        await holder.release();
        await database.close();
      },
    };
  } catch (error) {
    await holder.release();
    throw error;
  }
};

/** @throws {DatabaseError} */
export const openStorage = async (storage: Storage, now: () => Date, log: Logger): Promise<OpenStorage> => {
  if (storage.kind === 'pglite') return openFolder(storage.folder, now);
  const database = await openPostgres(storage.url, (error) =>
    log.warn({ err: error }, 'database connection lost'),
  );
  return { database, close: () => database.close() };
};
