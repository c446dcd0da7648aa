import type { SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { schema } from './schema/schema.ts';
import type { Ask, Asked, Statement } from './statement.ts';

/** The same on PGlite and on PostgreSQL: nothing above this folder knows which of them it is. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;
/** A transaction that has named its tenant. Only `tenant.ts` makes one. */
export type TenantTransaction = Omit<Database, 'transaction'>;

/** One that reads only. `ask` answers a prepared statement. */
export type ReadTransaction = TenantTransaction & { readonly ask: Ask };

/** What a transaction says of itself before anything else: whose rows it may touch. */
export interface Naming {
  readonly tenant: string;
  /** Hash of a token that was presented, whose tenant is not known yet. */
  readonly token: string;
}

export interface OpenDatabase {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Database;
  /**
   * Reads in one transaction that cannot write and sees one moment. Questions that do not need each other's answers belong in one
   * `Promise.all`: on PostgreSQL they then travel together, with the naming in front of them.
   */
  read<T>(naming: Naming, work: (transaction: ReadTransaction) => Promise<T>): Promise<T>;
  /** The same for one prepared statement, which is all that the transaction asks. */
  readOne<F extends Record<string, SQL<unknown>>>(
    naming: Naming,
    statement: Statement<F>,
    values: Readonly<Record<string, unknown>>,
  ): Promise<Asked<F>>;
  /** A transaction that may write. It has named no tenant yet: `inTenant` does. */
  write<T>(work: (transaction: TenantTransaction) => Promise<T>): Promise<T>;
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
