import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isCode, makeDataFolder, unusableFolder } from './dataFolder.ts';

const made = async (path: string): Promise<string> => {
  try {
    await writeFile(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
  return readFile(path, 'utf8');
};

/**
 * 256 random bits that only this user of the machine can read (mode 600); made at the first call, the same ever after.
 * @throws {DatabaseError} where the folder cannot be made or written.
 */
export const keyFile = async (folder: string, name: string): Promise<Buffer> => {
  await makeDataFolder(folder);
  const text = await made(join(folder, name)).catch((cause: unknown) => {
    throw unusableFolder(folder, cause);
  });
  return Buffer.from(text, 'base64url');
};
