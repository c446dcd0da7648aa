import type { Logger } from 'pino';
import { holderOf } from './admin/ask.ts';
import { type Holder, holdFolder } from './admin/holder.ts';
import { untilAnswered } from './admin/waiting.ts';
import type { Storage } from './config.ts';
import { DatabaseError, type OpenDatabase } from './database/database.ts';
import { openPglite } from './database/pglite.ts';
import { openPostgres } from './database/postgres.ts';

/** A server's database, with the hold on its folder where it has one. */
export interface OpenStorage {
  readonly database: OpenDatabase;
  close(): Promise<void>;
}

const inUse = (folder: string) =>
  new DatabaseError(
    'database.dataFolder',
    `The data folder ${folder} is in use by another server. End it, or set LEDGERSIDE_DATA to another folder.`,
  );

/** A command that holds the folder is waited for; a server is not. */
const holdForServer = async (folder: string, now: () => Date): Promise<Holder> => {
  const holder = await untilAnswered(async () => {
    const held = await holdFolder(folder, 'server', now);
    if (held === null && (await holderOf(folder)) === 'server') throw inUse(folder);
    return held;
  });
  if (holder === null) throw inUse(folder);
  return holder;
};

const openFolder = async (folder: string, now: () => Date, log: Logger): Promise<OpenStorage> => {
  const holder = await holdForServer(folder, now);
  try {
    const database = await openPglite(folder);
    holder.serve(database, log);
    return {
      database,
      async close() {
        await holder.rest();
        await database.close();
        await holder.release();
      },
    };
  } catch (error) {
    await holder.release();
    throw error;
  }
};

/** @throws {DatabaseError} */
export const openStorage = async (storage: Storage, now: () => Date, log: Logger): Promise<OpenStorage> => {
  if (storage.kind === 'pglite') return openFolder(storage.folder, now, log);
  const database = await openPostgres(storage.url, (error) =>
    log.warn({ err: error }, 'database connection lost'),
  );
  return { database, close: () => database.close() };
};
