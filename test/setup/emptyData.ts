import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OpenDatabase } from '../../lib/erp/server/database/database.ts';
import { MIGRATIONS } from '../../lib/erp/server/database/migrations.ts';
import { openPglite } from '../../lib/erp/server/database/pglite.ts';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/ledgerside-pglite', import.meta.url));
const PGLITE = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url);

/** Changes with whatever an empty database is made of. */
const fingerprint = async (): Promise<string> => {
  const hash = createHash('sha256').update(await readFile(PGLITE));
  const files = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql')).sort();
  for (const file of files) hash.update(await readFile(join(MIGRATIONS, file)));
  return hash.digest('hex').slice(0, 16);
};

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** An initialised empty database on disk, made once per version of it: PGlite's first start takes seconds, a copy does not. */
const template = async (): Promise<string> => {
  const path = join(CACHE, await fingerprint());
  if (await exists(path)) return path;
  await mkdir(CACHE, { recursive: true });
  const making = await mkdtemp(join(CACHE, 'making-'));
  const database = await openPglite(making);
  await database.close();
  // Another test file may have been faster; its template is as good as ours.
  await rename(making, path).catch(async (error: unknown) => {
    if (!(await exists(path))) throw error;
    await rm(making, { recursive: true });
  });
  return path;
};

/** Makes `folder` a data folder with an empty database in it. */
export const fillWithEmptyData = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await cp(join(await template(), 'database'), join(folder, 'database'), { recursive: true });
};

/** An empty embedded database of its own, gone when it is closed. On disk: beginning in memory would make it anew each time. */
export const openEmptyPglite = async (): Promise<OpenDatabase> => {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerside-data-'));
  await fillWithEmptyData(folder);
  const database = await openPglite(folder);
  return {
    ...database,
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
