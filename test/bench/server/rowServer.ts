/**
 * The least that a Node server on this driver can do: one row by its primary key, over HTTP, nothing else. What the ERP API takes is
 * read beside it. A process of its own, as the ERP API is; `DATABASE_URL` names the database, the first line on stdout the port.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { TENANT } from './books.ts';
import { READER } from './contenders.ts';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL ?? '', ...READER });
const answer = async (id: string): Promise<string> => {
  const { rows } = await pool.query('select * from customers where tenant = $1 and id = $2', [TENANT, id]);
  return JSON.stringify(rows[0]);
};
const server = createServer((request, response) => {
  answer((request.url ?? '').slice(1)).then(
    (body) => response.setHeader('content-type', 'application/json').end(body),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
