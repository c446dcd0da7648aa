import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDataFolder } from '../dataFolder.ts';

/**
 * Address of the socket that whoever holds a data folder listens on. Linux's abstract names and Windows' pipes vanish with
 * their process, also after a kill, which a lock file would survive.
 */
export const socketOf = async (folder: string): Promise<string> => {
  await makeDataFolder(folder);
  const name = `ledgerside-${createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
};
