import { NodePgSession } from 'drizzle-orm/node-postgres';
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import type { OpenDatabase, TenantTransaction } from './database.ts';

const dialect = new PgDialect({ casing: 'snake_case' });

const transactionOn = (client: pg.PoolClient): TenantTransaction =>
  new PgDatabase(
    dialect,
    new NodePgSession(client, dialect, undefined),
    undefined,
  ) as unknown as TenantTransaction;

/**
 * `OpenDatabase.write` over a pool. Not Drizzle's own: that one never gives a connection back which is lost before its `begin` was
 * answered, so that a server would run out of them after ten restarts of its database.
 */
export const lentWrite =
  (pool: pg.Pool): OpenDatabase['write'] =>
  async (work) => {
    const client = await pool.connect();
    let lost: Error | undefined;
    try {
      await client.query('begin');
      const answer = await work(transactionOn(client));
      await client.query('commit');
      return answer;
    } catch (error) {
      await client.query('rollback').catch((cause: Error) => {
        lost = cause;
      });
      throw error;
    } finally {
      // One that could not even roll back is closed: PostgreSQL then rolls back by itself.
      client.release(lost);
    }
  };
