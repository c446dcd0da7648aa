import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseError } from './database/database.ts';

export const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** One sentence on a data folder that this process cannot use. */
export const unusableFolder = (folder: string, cause: unknown): DatabaseError => {
  const reason = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new DatabaseError(
    'database.dataFolder',
    `The data folder ${folder} cannot be made or written${reason}. Set LEDGERSIDE_DATA to a folder that you may write.`,
    { cause },
  );
};

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
};

// Step by step: Node's own recursive mkdir tries for ever where nothing can be made although all above it is there, as in /proc.
const makeWithParents = async (folder: string): Promise<void> => {
  if (await exists(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeWithParents(parent);
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    // Another process was quicker.
    if (!isCode(error, 'EEXIST')) throw error;
  }
};

/** Sees to it that the data folder is there, for this user of the machine alone where it is new. @throws {DatabaseError} */
export const makeDataFolder = async (folder: string): Promise<void> => {
  try {
    await makeWithParents(folder);
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw unusableFolder(folder, cause);
  }
};
