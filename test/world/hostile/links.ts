import { request } from 'node:https';
import { linkList } from '../../../lib/erp/api/link.ts';
import { ERP_HOST } from '../erp.ts';
import type { World } from '../world.ts';

/** Every link that the ERP API has, as its own HTTP answers say: "record → customer", sorted. */
export const linksOf = async (world: World, token: string): Promise<readonly string[]> => {
  const lists = await Promise.all(
    world.books.customers.map(({ id }) => ask(world, token, `/api/crm/links?customer=${id}`)),
  );
  return lists
    .flatMap((body) => linkList.parse(body).links)
    .map(({ record, customer, rev }) => `${record.system} ${record.id} → ${customer} (${rev})`)
    .sort();
};

const ask = (world: World, token: string, path: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port: world.erp.port,
        path,
        ca: world.certificate.cert,
        servername: ERP_HOST,
        headers: { authorization: `Bearer ${token}` },
      },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        answer.once('end', () => {
          if (answer.statusCode === 200) resolve(JSON.parse(body));
          else reject(new Error(`The ERP API answered ${answer.statusCode} to ${path}: ${body}`));
        });
      },
    );
    call.once('error', reject);
    call.end();
  });
