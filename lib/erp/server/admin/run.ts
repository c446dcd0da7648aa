import type { Storage } from '../config.ts';
import { DatabaseError } from '../database/database.ts';
import { openPglite } from '../database/pglite.ts';
import { openPostgres } from '../database/postgres.ts';
import { askHolder } from './ask.ts';
import { holdFolder } from './holder.ts';
import { type AdminOperation, type AdminResult, perform } from './operation.ts';
import { untilAnswered } from './waiting.ts';

const onPostgres = async (url: string, operation: AdminOperation, now: () => Date) => {
  const database = await openPostgres(url);
  try {
    return await perform(database, operation, now());
  } finally {
    await database.close();
  }
};

/** null = another process holds the folder. */
const onOwnPglite = async (
  folder: string,
  operation: AdminOperation,
  now: () => Date,
): Promise<AdminResult | null> => {
  const holder = await holdFolder(folder, 'command', now);
  if (holder === null) return null;
  try {
    const database = await openPglite(folder);
    try {
      return await perform(database, operation, now());
    } finally {
      await database.close();
    }
  } finally {
    await holder.release();
  }
};

/**
 * Does one thing to the database, wherever it is: on PostgreSQL; in PGlite's folder; or, where a server has that folder open,
 * by that server. A holder that is only just starting or ending is waited for.
 */
export const runOperation = async (
  storage: Storage,
  operation: AdminOperation,
  now: () => Date,
): Promise<AdminResult> => {
  if (storage.kind === 'postgres') return onPostgres(storage.url, operation, now);
  const { folder } = storage;
  const result = await untilAnswered(
    async () => (await onOwnPglite(folder, operation, now)) ?? askHolder(folder, operation),
  );
  if (result !== null) return result;
  throw new DatabaseError(
    'database.dataFolder',
    `Another process holds the data folder ${folder} and does not answer.`,
  );
};
