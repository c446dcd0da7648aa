import { type SQL, sql } from 'drizzle-orm';
import type { Database, Naming, OpenDatabase, ReadTransaction, TenantTransaction } from './database.ts';
import type { Ask, Asked, Statement } from './statement.ts';

type Work<T> = (transaction: TenantTransaction) => Promise<T>;
type Reading<T> = (transaction: ReadTransaction) => Promise<T>;

const named = ({ tenant, token }: Naming, role: string | null) =>
  role === null
    ? sql`select set_config('app.tenant', ${tenant}, true), set_config('app.token', ${token}, true)`
    : sql`select set_config('app.tenant', ${tenant}, true), set_config('app.token', ${token}, true), set_config('role', ${role}, true)`;

const SNAPSHOT = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;

/** `OpenDatabase.read` for a database that is in this process, where nothing travels. */
export const readHere =
  (db: Database, role: string | null): OpenDatabase['read'] =>
  (naming, work) =>
    db.transaction(async (transaction) => {
      await transaction.execute(named(naming, role));
      return work(asking(transaction));
    }, SNAPSHOT);

/** A transaction that also answers what is prepared for reading. */
export const asking = (transaction: TenantTransaction): ReadTransaction =>
  Object.assign(transaction, { ask: askHere(transaction) });

const askHere =
  (transaction: TenantTransaction): Ask =>
  async ({ name, fields }, values) => {
    const [row] = await transaction
      .select(fields)
      .from(sql`(select 1) as one`)
      // Another text than `pipelinedRead.ts` makes of it, so another name on the connection.
      .prepare(`${name}_here`)
      .execute({ ...values });
    return row as Asked<typeof fields>;
  };

/**
 * Runs work that may touch only this tenant's rows. The queries name the tenant themselves; row-level security is the second
 * wall behind them. All settings end with the transaction, so a pooled connection carries nothing over.
 */
export const inTenant = <T>(database: OpenDatabase, tenant: string, work: Work<T>): Promise<T> =>
  database.write(async (transaction) => {
    await transaction.execute(named({ tenant, token: '' }, database.tenantRole));
    return work(transaction);
  });

/** The same for reading: every query sees the same moment, so that an import in between never mixes two books. */
export const readInTenant = <T>(database: OpenDatabase, tenant: string, work: Reading<T>): Promise<T> =>
  database.read({ tenant, token: '' }, work);

/** What one prepared statement reads of this tenant. */
export const askInTenant = <F extends Record<string, SQL<unknown>>>(
  database: OpenDatabase,
  tenant: string,
  statement: Statement<F>,
  values: Readonly<Record<string, unknown>>,
): Promise<Asked<F>> => database.readOne({ tenant, token: '' }, statement, values);

/** What it reads where only the row of one presented token may be read, before its tenant is known. */
export const askWithToken = <F extends Record<string, SQL<unknown>>>(
  database: OpenDatabase,
  hash: string,
  statement: Statement<F>,
  values: Readonly<Record<string, unknown>>,
): Promise<Asked<F>> => database.readOne({ tenant: '', token: hash }, statement, values);
