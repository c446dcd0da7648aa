import pg from 'pg';
import { TENANT } from './books.ts';
import { type Got, keepAlive } from './keepAlive.ts';

/** Names the tenant once for the whole connection: the row is behind row-level security here too. */
export const READER = { options: `-c app.tenant=${TENANT}` } as const;

/** One way of asking for a customer. */
export interface Contender {
  readonly name: string;
  ask(customer: string): Promise<Got>;
  close(): Promise<void>;
}

export const erpApi = (name: string, url: string, token: string): Contender => {
  const line = keepAlive(url, { Authorization: `Bearer ${token}`, Accept: 'application/json' });
  return {
    name,
    ask: (customer) => line.get(`/api/crm/customers/${customer}`),
    close: async () => line.close(),
  };
};

/** The same row over HTTP from a server that does nothing else. */
export const rowOverHttp = (name: string, url: string): Contender => {
  const line = keepAlive(url, {});
  return { name, ask: (customer) => line.get(`/${customer}`), close: async () => line.close() };
};

/** One row by its primary key, straight from the driver over a connection that stays open. */
export const rowFromDriver = async (name: string, databaseUrl: string): Promise<Contender> => {
  const client = new pg.Client({ connectionString: databaseUrl, ...READER });
  await client.connect();
  return {
    name,
    async ask(customer) {
      const { rows } = await client.query('select * from customers where tenant = $1 and id = $2', [
        TENANT,
        customer,
      ]);
      return { status: rows.length === 1 ? 200 : 404, bytes: 0 };
    },
    close: () => client.end(),
  };
};
