import { setTimeout } from 'node:timers/promises';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type pg from 'pg';
import { errorCodes } from './failure.ts';

/** Where Drizzle's own migrator, which PGlite uses, keeps the same. */
const DONE = 'drizzle.__drizzle_migrations';
/**
 * How long a migration waits for a table: shorter than PostgreSQL's `deadlock_timeout` (1 s), so that it is always the migration that
 * steps back, and never a request of the older server.
 */
const PATIENCE_MS = 300;
const PAUSE_MS = 100;
/** Well over a minute, until somebody has to be told. */
const ATTEMPTS = 200;

/** lock_not_available, deadlock_detected. */
const LOST_RACES: ReadonlySet<string> = new Set(['55P03', '40P01']);

/**
 * Each migration in a transaction of its own. Drizzle runs all of them in one, which holds the locks of the first until the last is
 * done: an older server, which reads the same tables in another order, then waits for us while we wait for it. One that has to wait
 * too long steps back, lets the others through, and is begun anew: it has changed nothing. The caller holds the migration lock.
 */
export const migrateOneByOne = async (client: pg.PoolClient, migrationsFolder: string): Promise<void> => {
  await client.query('create schema if not exists drizzle');
  await client.query(
    `create table if not exists ${DONE} (id serial primary key, hash text not null, created_at bigint)`,
  );
  const { rows } = await client.query<{ last: string | null }>(`select max(created_at) as last from ${DONE}`);
  const last = Number(rows[0]?.last ?? 0);
  for (const migration of readMigrationFiles({ migrationsFolder })) {
    if (migration.folderMillis > last) await runAnewWhileLosing(client, migration);
  }
};

type Migration = ReturnType<typeof readMigrationFiles>[number];

const runAnewWhileLosing = async (client: pg.PoolClient, migration: Migration): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await run(client, migration);
      return;
    } catch (error) {
      const lostRace = [...errorCodes(error)].some((code) => LOST_RACES.has(code));
      if (attempt === ATTEMPTS || !lostRace) throw error;
      await setTimeout(PAUSE_MS);
    }
  }
};

const run = async (client: pg.PoolClient, { sql, hash, folderMillis }: Migration): Promise<void> => {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = ${PATIENCE_MS}`);
    for (const statement of sql) await client.query(statement);
    await client.query(`insert into ${DONE} (hash, created_at) values ($1, $2)`, [hash, folderMillis]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
};
