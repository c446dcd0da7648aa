import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { schema } from './schema/schema.ts';

/** The same on PGlite and on PostgreSQL: nothing above this folder knows which of them it is. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;
/** A transaction that has named its tenant. Only `inTenant` makes one. */
export type TenantTransaction = Parameters<Parameters<Database['transaction']>[0]>[0];

export interface OpenDatabase {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Database;
  /** Role that row-level security holds for; null where the connection's own role is already held by it. */
  readonly tenantRole: string | null;
  close(): Promise<void>;
}

export type DatabaseErrorCode =
  | 'database.unreachable'
  | 'database.refused'
  | 'database.dataFolder'
  | 'database.migration';

/** A database that cannot be used, in one sentence for whoever starts the server. Never holds an address with a password. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;
  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
