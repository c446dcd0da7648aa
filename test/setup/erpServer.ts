import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { adminOperation } from '../../lib/erp/server/admin/operation.ts';
import { runOperation } from '../../lib/erp/server/admin/run.ts';
import { configFrom } from '../../lib/erp/server/config.ts';
import { startServer } from '../../lib/erp/server/server.ts';
import { contractProblems } from './contract.ts';
import { fillWithEmptyData } from './emptyData.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; null = no body. */
  readonly body: unknown;
}

interface Ask {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Sent as it is. */
  readonly text?: string;
}

interface TokenWish {
  readonly role?: string;
  readonly user?: string;
  readonly scope?: string;
  readonly team?: string;
  readonly tenant?: string;
  readonly days?: number;
}

/** An ERP API of its own, over HTTP on loopback, with a clock that a test sets. Every answer is checked against the contract. */
export interface TestErp {
  readonly url: string;
  /** Lines of its log, parsed. */
  readonly log: readonly Record<string, unknown>[];
  readonly variables: Readonly<Record<string, string>>;
  clock: Date;
  ask(method: string, path: string, ask?: Ask): Promise<Answer>;
  get(path: string, token?: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  token(wish?: TokenWish): Promise<string>;
  do(operation: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
  seedGolden(tenant?: string): Promise<void>;
  seed(books: unknown, tenant?: string): Promise<void>;
  close(): Promise<void>;
}

const GOLDEN = new URL('../fixtures/golden/books.json', import.meta.url);

export const goldenBooks = async (): Promise<unknown> => JSON.parse(await readFile(GOLDEN, 'utf8'));

export const startErp = async (
  variables: Readonly<Record<string, string>> = {},
  clock = new Date('2026-11-20T10:00:00Z'),
): Promise<TestErp> => {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerside-erp-'));
  const all = { PORT: '0', LEDGERSIDE_DATA: folder, ...variables };
  const config = configFrom(all);
  if (config.dataFolder === folder && config.storage.kind === 'pglite') await fillWithEmptyData(folder);
  const log: Record<string, unknown>[] = [];
  const logger = pino({ level: 'info' }, { write: (line) => void log.push(JSON.parse(line)) });
  const now = () => erp.clock;
  const server = await startServer(config, { log: logger, now });

  const erp: TestErp = {
    url: server.url,
    log,
    variables: all,
    clock,
    async ask(method, path, { token, headers, json, text } = {}) {
      const answer = await fetch(server.url + path, {
        method,
        headers: {
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body: text ?? (json === undefined ? null : JSON.stringify(json)),
      });
      const raw = await answer.text();
      const body: unknown = raw === '' ? null : JSON.parse(raw);
      const type = answer.headers.get('content-type');
      const problems = contractProblems(method, answer.url, answer.status, type, body);
      if (problems.length > 0) throw new Error(`Not as the contract says:\n${problems.join('\n')}\n${raw}`);
      return { status: answer.status, headers: answer.headers, body };
    },
    get: (path, token, headers = {}) =>
      erp.ask('GET', path, { headers, ...(token === undefined ? {} : { token }) }),
    do: (operation) => runOperation(config.storage, adminOperation.parse(operation), now),
    async token({
      role = 'crm.sync',
      user = 'ann',
      scope = 'all',
      team,
      tenant = 'default',
      days = 90,
    } = {}) {
      const made = await erp.do({
        do: 'createToken',
        role,
        user,
        scope,
        team: team ?? null,
        tenant,
        days,
      });
      return String(made.token);
    },
    async seed(books, tenant = 'default') {
      await erp.do({ do: 'seed', tenant, asOf: null, books });
    },
    seedGolden: async (tenant) => erp.seed(await goldenBooks(), tenant),
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return erp;
};
