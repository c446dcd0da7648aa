import type { CrmSystem } from '../../../lib/erp/api/record.ts';
import { DEFAULT_MAPPINGS } from '../../../lib/mapping/defaults/registry.ts';
import { run, spawnErp } from '../../setup/commands.ts';
import type { TestPostgres } from '../../setup/postgres.ts';
import { SYNC_ON } from '../../setup/requests.ts';
import { PLACE, RULES } from './books.ts';

/** An ERP API in a process of its own, over an empty database of its own. */
export interface BenchErp {
  readonly url: string;
  /** Of Ann, who may see and sync all. */
  readonly token: string;
  readonly database: string;
  /** Version of the mapping of customers. */
  readonly mapping: number;
  close(): Promise<void>;
}

const rule = (crmField: string, erpField: string) => ({
  key: `${crmField}=${erpField}`,
  crmField,
  erpField,
  steps: [],
  flow: { direction: 'both', policy: 'lastWriteWins', firstTime: 'crm' },
  blanks: 'keep',
  group: null,
  askAbove: null,
});

export const openErp = async (
  postgres: TestPostgres,
  database: string,
  crm: CrmSystem,
  folder: string,
): Promise<BenchErp> => {
  const variables = {
    PORT: '0',
    DATABASE_URL: await postgres.ownedDatabase(database),
    LEDGERSIDE_DATA: folder,
    LEDGERSIDE_RATE_LIMIT: '100000000',
  };
  const server = await spawnErp(variables);
  const token = async (user: string, role: string): Promise<string> => {
    const made = await run('erp', ['token', '--user', user, '--role', role], variables);
    return (JSON.parse(made.lines[0] ?? '{}') as { token: string }).token;
  };
  const Authorization = `Bearer ${await token('admin', 'crm.admin')}`;
  const put = async (path: string, body: unknown): Promise<unknown> => {
    const url = `${server.url}/api/crm/${path}`;
    const standing = await fetch(url, { headers: { Authorization } });
    const answer = await fetch(url, {
      method: 'PUT',
      headers: {
        Authorization,
        'Content-Type': 'application/json',
        'If-Match': standing.headers.get('ETag') ?? '',
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  await put('config', SYNC_ON);
  let mapping = 0;
  for (const pair of DEFAULT_MAPPINGS.filter(({ system }) => system === crm)) {
    const { object, erpObject } = pair;
    // One pair is measured, the others would only blur it.
    const isMeasured = object === PLACE[crm].object;
    const saved = await put(`field-mapping?system=${crm}&object=${object}&erpObject=${erpObject}`, {
      enabled: isMeasured,
      rules: isMeasured ? RULES[crm].map(([crmField, erpField]) => rule(crmField, erpField)) : [],
    });
    if (isMeasured) mapping = (saved as { version: number }).version;
  }
  return {
    url: server.url,
    token: await token('ann', 'crm.sync'),
    database,
    mapping,
    close: async () => void (await server.end('SIGTERM')),
  };
};
