import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { DatabaseError, type OpenDatabase } from './database.ts';
import { MIGRATIONS } from './migrations.ts';
import { schema } from './schema/schema.ts';
import { readHere } from './tenant.ts';
import { raiseWall } from './wall.ts';

/**
 * The embedded database, in `<folder>/database`, or in memory where `folder` is null.
 * The caller holds the folder's lock (`cli/dataFolder.ts`): PGlite itself does not notice a second process.
 */
export const openPglite = async (folder: string | null): Promise<OpenDatabase> => {
  const client = folder === null ? new PGlite() : new PGlite(join(folder, 'database'));
  try {
    await client.waitReady;
  } catch (cause) {
    throw new DatabaseError(
      'database.dataFolder',
      `The data folder ${folder} does not hold a readable database. Move it away to start with an empty one.`,
      { cause },
    );
  }
  const db = drizzle(client, { schema, casing: 'snake_case' });
  await migrate(db, { migrationsFolder: MIGRATIONS });
  const tenantRole = await raiseWall(db);
  const read = readHere(db, tenantRole);
  return {
    kind: 'pglite',
    db,
    tenantRole,
    read,
    readOne: (naming, ...asked) => read(naming, (transaction) => transaction.ask(...asked)),
    write: (work) => db.transaction(work),
    close: () => client.close(),
  };
};
