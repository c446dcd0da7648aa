import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { DatabaseError, type OpenDatabase } from './database.ts';
import { lentWrite } from './lentWrite.ts';
import { migrateOneByOne } from './migrateOneByOne.ts';
import { MIGRATIONS } from './migrations.ts';
import { pipelinedRead, pipelinedReadOne } from './pipelinedRead.ts';
import { schema } from './schema/schema.ts';
import { raiseWall } from './wall.ts';

/** Any number, as long as it is ours: servers that start at once take turns at the migrations. */
const MIGRATION_LOCK = 5_176_830_421;

const describe = (url: string): string => {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port === '' ? '5432' : port}${pathname}`;
};

const unreachable = (url: string, cause: unknown): DatabaseError => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
  return new DatabaseError(
    'database.unreachable',
    `The database at ${describe(url)} cannot be used (${code}). Check DATABASE_URL and that PostgreSQL is running.`,
    { cause },
  );
};

const migrated = async (pool: pg.Pool): Promise<string | null> => {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrateOneByOne(client, MIGRATIONS);
    return await raiseWall(drizzle(client, { schema, casing: 'snake_case' }));
  } finally {
    // Closing the connection gives the lock back, whatever happened.
    client.release(true);
  }
};

/** @throws {DatabaseError} where the address is malformed, nobody answers there, or signing in is refused. */
export const openPostgres = async (
  url: string,
  onLost: (error: Error) => void = () => {},
): Promise<OpenDatabase> => {
  if (!URL.canParse(url)) {
    throw new DatabaseError(
      'database.refused',
      'DATABASE_URL is not an address such as postgres://user:password@host:5432/name.',
    );
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    pipeline: true,
  });
  // An idle connection that the server closes is replaced by the pool; without a listener it would end the process.
  pool.on('error', onLost);
  // Nor does one that is lost between two statements of a transaction: the next statement fails, and that is enough.
  pool.on('connect', (client) => client.on('error', onLost));
  try {
    const tenantRole = await migrated(pool);
    const db = drizzle(pool, { schema, casing: 'snake_case' });
    return {
      kind: 'postgres',
      db,
      read: pipelinedRead(pool, tenantRole),
      readOne: pipelinedReadOne(pool, tenantRole),
      write: lentWrite(pool),
      tenantRole,
      close: () => pool.end(),
    };
  } catch (error) {
    await pool.end();
    throw unreachable(url, error);
  }
};
