import { fillPlaceholders, sql } from 'drizzle-orm';
import { NodePgSession } from 'drizzle-orm/node-postgres';
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core';
import pg from 'pg';
import type { Naming, OpenDatabase, ReadTransaction, TenantTransaction } from './database.ts';
import type { Ask, Asked, Statement } from './statement.ts';

/** One message: its parts run in order, and after the first that fails none of the rest does. */
const opening = ({ tenant, token }: Naming, role: string | null): string => {
  const settings = {
    'app.tenant': tenant,
    'app.token': token,
    // What is asked here is small, and a plan that looks large is not: compiling one would take longer than anything in it.
    jit: 'off',
    ...(role === null ? {} : { role }),
  };
  const named = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  return `begin isolation level repeatable read read only; select ${named.join(', ')}`;
};

// Knows nothing of a connection; what it has learned of the tables' names serves all of them.
const dialect = new PgDialect({ casing: 'snake_case' });

const compiled = new WeakMap<Statement, { readonly text: string; readonly parameters: unknown[] }>();
const wordsOf = (statement: Statement) => {
  const known = compiled.get(statement);
  if (known !== undefined) return known;
  const fields = Object.entries(statement.fields).map(
    ([key, field]) => sql`${field} as ${sql.identifier(key)}`,
  );
  const { sql: text, params: parameters } = dialect.sqlToQuery(sql`select ${sql.join(fields, sql`, `)}`);
  const words = { text, parameters };
  compiled.set(statement, words);
  return words;
};

const over = () => new Error('The transaction is over.');

const askOn =
  (client: pg.PoolClient): Ask =>
  async (statement, values) => {
    const { text, parameters } = wordsOf(statement);
    const { rows } = await client.query<Asked<typeof statement.fields>>({
      name: statement.name,
      text,
      values: fillPlaceholders(parameters, { ...values }),
    });
    const [row] = rows;
    if (row === undefined) throw new Error(`The statement ${statement.name} gave no row.`);
    return row;
  };

/** What is said meanwhile leaves in one piece: to hand a piece to the network costs more than to make one. */
const together = <T>({ connection: { stream } }: pg.PoolClient, say: () => T): T => {
  stream.cork();
  try {
    return say();
  } finally {
    stream.uncork();
  }
};

/** A connection lent for one transaction. What is asked after `end` is refused: by then it speaks for somebody else. */
const lend = (client: pg.PoolClient): { transaction: ReadTransaction; end(): void } => {
  let isOver = false;
  const query = (...asked: Parameters<typeof client.query>): unknown =>
    isOver ? Promise.reject(over()) : client.query(...asked);
  const answerOf = askOn(client);
  const ask: Ask = async (statement, values) => {
    if (isOver) throw over();
    return answerOf(statement, values);
  };
  const session = new NodePgSession({ query } as unknown as pg.PoolClient, dialect, undefined);
  return {
    transaction: Object.assign(new PgDatabase(dialect, session, undefined) as unknown as TenantTransaction, {
      ask,
    }),
    end: () => {
      isOver = true;
    },
  };
};

const releaseAfter = (client: pg.PoolClient, end: Promise<unknown>): void => {
  end.then(
    () => client.release(),
    // The connection is of no more use; the pool opens another one.
    (error: Error) => client.release(error),
  );
};

/**
 * `OpenDatabase.read` over connections that pipeline. The work's first questions are sent right behind the opening, without waiting
 * for its answer: should the opening fail, the transaction is aborted and the server refuses them too. The end is not waited for
 * either, nor said before whoever asked has got the answer: nothing was written that it could lose.
 */
export const pipelinedRead =
  (pool: pg.Pool, role: string | null): OpenDatabase['read'] =>
  async (naming, work) => {
    const client = await pool.connect();
    const { transaction, end } = lend(client);
    try {
      const [, answer] = await together(client, () =>
        Promise.all([client.query(opening(naming, role)), work(transaction)]),
      );
      end();
      setImmediate(() => releaseAfter(client, client.query('commit')));
      return answer;
    } catch (error) {
      end();
      releaseAfter(client, client.query('rollback'));
      throw error;
    }
  };

/** `OpenDatabase.readOne` over connections that pipeline: the whole transaction is one message. */
export const pipelinedReadOne =
  (pool: pg.Pool, role: string | null): OpenDatabase['readOne'] =>
  async (naming, statement, values) => {
    const client = await pool.connect();
    const [opened, asked, ended] = together(client, () => [
      client.query(opening(naming, role)),
      askOn(client)(statement, values),
      // Of a transaction that has failed it makes a rollback.
      client.query('commit'),
    ]);
    releaseAfter(client, ended);
    const [, answer] = await Promise.all([opened, asked]);
    return answer;
  };
