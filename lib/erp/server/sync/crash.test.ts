// Long because a server is killed between each two statements of the same transactions.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Spawned, spawnErp } from '../../../../test/setup/commands.ts';
import { contradictions } from '../../../../test/setup/consistency.ts';
import { fillWithEmptyData } from '../../../../test/setup/emptyData.ts';
import { startPostgres, type TestPostgres } from '../../../../test/setup/postgres.ts';
import { ACCOUNT, HOST, SYNC_ON } from '../../../../test/setup/requests.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import {
  ANN,
  type Browser,
  browser,
  cityPatch,
  connect,
  landed,
  NOW,
  openShop,
} from '../../../../test/setup/syncing.ts';
import { customerId } from '../../api/primitives.ts';
import type { LinkView } from '../../api/sync/link.ts';
import { createToken } from '../access/tokens.ts';
import { perform } from '../admin/operation.ts';
import type { OpenDatabase } from '../database/database.ts';
import { openPglite } from '../database/pglite.ts';
import { openPostgres } from '../database/postgres.ts';
import { convertOpportunity } from './convert/convert.ts';
import { once } from './idempotency.ts';
import { CONFIG, saveSetting } from './settings.ts';
import { settled } from './transaction.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
afterEach(() => vi.restoreAllMocks());

/** Cuts the connection at the n-th statement from now on, before or just after it is sent. @returns how many there were. */
const cutAt = (n: number, when: 'before' | 'after') => {
  let count = 0;
  const query = pg.Client.prototype.query as (this: pg.Client, ...args: unknown[]) => unknown;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    count += 1;
    const { stream } = (this as unknown as { connection: { stream: { destroy(): void } } }).connection;
    if (count === n && when === 'before') stream.destroy();
    const answer = query.apply(this, args);
    if (count === n && when === 'after') setImmediate(() => stream.destroy());
    return answer as never;
  });
  return () => count;
};

describe('a server that dies between any two statements', () => {
  let database: OpenDatabase;
  let account = 0;
  beforeAll(async () => {
    database = await openPostgres(await postgres.ownedDatabase('cut'), () => {});
    await openShop(database);
  });
  afterAll(() => database.close());

  const newLink = () => {
    account += 1;
    return connect(database, { account: `0100000000${10_000 + account}AAA` });
  };
  const intentOf = (view: LinkView) => view.link.pending?.intentId ?? null;

  /** Cuts at the first statement, the second, … until the work gets through. @returns how many cuts it took. */
  const cutEverywhere = async (
    when: 'before' | 'after',
    work: () => Promise<{ run: () => Promise<unknown>; check: (failed: boolean) => Promise<void> }>,
  ): Promise<number> => {
    for (let n = 1; ; n++) {
      const { run, check } = await work();
      const count = cutAt(n, when);
      const failed = await run().then(
        () => false,
        () => true,
      );
      const isThrough = count() < n;
      vi.restoreAllMocks();
      await check(failed);
      expect(await contradictions(database)).toEqual([]);
      if (isThrough) return n - 1;
    }
  };

  test.each(['before', 'after'] as const)(
    'cut %s each statement of a prepare: all of it or nothing',
    async (when) => {
      const cuts = await cutEverywhere(when, async () => {
        const id = await newLink();
        const own: Browser = browser(database);
        const row = cityPatch(await own.link(id), `City ${account}`);
        return {
          run: () => own.prepare([row]),
          async check(failed) {
            const view = await own.link(id);
            const isThere = intentOf(view) === row.pending?.intentId;
            // A lost answer says nothing; an answer that was heard is true.
            if (!failed) expect(isThere).toBe(true);
            expect(view.link.rev).toBe(isThere ? 2 : 1);
          },
        };
      });
      expect(cuts).toBeGreaterThan(10);
    },
  );

  test('cut before each statement of a commit: the intent stands, and the same commit goes through afterwards', async () => {
    const cuts = await cutEverywhere('before', async () => {
      const id = await newLink();
      const own = browser(database);
      const row = cityPatch(await own.link(id), `City ${account}`);
      await own.prepare([row]);
      const told = landed(row, 2, `City ${account}`);
      return {
        run: () => own.commit([told]),
        async check(failed) {
          const view = await own.link(id);
          expect(view.pending).toBe(failed ? 'live' : 'none');
          expect(await own.commit([told])).toEqual(['done']);
          expect((await own.link(id)).link.rev).toBe(3);
        },
      };
    });
    expect(cuts).toBeGreaterThan(8);
  });

  test.each(['before', 'after'] as const)(
    'cut %s each statement of a conversion: the same wish again makes one order',
    async (when) => {
      const cuts = await cutEverywhere(when, async () => {
        account += 1;
        const body = {
          opportunity: { system: 'hubspot', org: '4711', object: 'deal', id: `${account}` },
          mergedIds: [],
          customer: customerId.parse('C1'),
          currency: 'EUR',
          lines: [{ description: 'Pump', product: null, quantity: '1', unitPrice: 100, taxRate: '0' }],
          poNumber: null,
          shipTo: null,
          requestedDate: null,
          trigger: 'manual',
          wonAt: null,
        } as const;
        const request = { ...body, mergedIds: [], lines: [...body.lines] };
        const convert = () =>
          settled(database, 'default', (transaction) =>
            once(transaction, ANN, { key: `key-${account}`, endpoint: 'convert', body }, () =>
              convertOpportunity(transaction, ANN, request, NOW),
            ),
          );
        return {
          run: convert,
          async check() {
            const first = await convert();
            expect(await convert()).toEqual(first);
          },
        };
      });
      expect(cuts).toBeGreaterThan(12);
    },
  );
});

/** One customer per client, so that each chain tells one customer's story in order. */
const CLIENTS = 4;
const books = {
  ...scopedBooks,
  customers: [
    ...scopedBooks.customers,
    ...Array.from({ length: CLIENTS }, (_, index) => ({
      id: `K${index}`,
      name: `Kettle ${index}`,
      currency: 'EUR',
      creditLimit: null,
      creditHold: false,
    })),
  ],
};

/** What a client was told, and may therefore rely on. */
interface Heard {
  readonly intents: string[];
  readonly orders: Map<string, string>;
}

/** Links, prepares, commits and converts until the server no longer answers. */
const hammer = async (
  url: string,
  token: string,
  index: number,
  round: number,
  heard: Heard,
): Promise<void> => {
  const ask = async (method: string, path: string, json: unknown, key?: string) => {
    const answer = await fetch(`${url}/api/crm/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      },
      body: JSON.stringify(json),
    });
    const body: unknown = await answer.json();
    if (!answer.ok) throw new TypeError(`${path}: ${answer.status} ${JSON.stringify(body)}`);
    return body;
  };
  for (let each = 0; ; each++) {
    const id = `0${index}${round}00000${1_000_000 + each}AAA`;
    const link = (await ask('PUT', 'links', {
      record: { ...ACCOUNT, id },
      host: HOST,
      customer: `K${index}`,
    })) as { id: string };
    const { views } = (await ask('POST', 'sync/links', {
      dirty: [{ kind: 'link', id: link.id }],
    })) as { views: LinkView[] };
    const [view] = views;
    if (view === undefined) throw new Error('The link is gone.');
    const row = cityPatch(view, `City ${index}.${round}.${each}`);
    const { rows } = (await ask('POST', 'sync/prepare', { rows: [row] })) as { rows: { kind: string }[] };
    if (rows[0]?.kind === 'pending') heard.intents.push(row.pending?.intentId ?? '');
    if (each % 3 !== 0)
      await ask('POST', 'sync/commit', { rows: [landed(row, 2, `City ${index}.${round}.${each}`)] });
    const deal = `${index}00${round}00${each}`;
    const made = (await ask(
      'POST',
      'opportunities/convert',
      {
        opportunity: { system: 'hubspot', org: '4711', object: 'deal', id: deal },
        customer: `K${index}`,
        currency: 'EUR',
        lines: [{ description: 'Pump', quantity: '1', unitPrice: 100, taxRate: '0' }],
      },
      `deal-${deal}`,
    )) as { order: { id: string } };
    heard.orders.set(`hubspot/4711/deal/${deal}`, made.order.id);
  }
};

const isDead = (error: unknown): boolean =>
  error instanceof TypeError && /fetch failed|terminated/.test(error.message);

interface Place {
  readonly variables: Readonly<Record<string, string>>;
  open(): Promise<OpenDatabase>;
  /** Waits until the dead server's sessions are over. */
  settle(): Promise<void>;
  clear(): Promise<void>;
}

const onPostgres = async (): Promise<Place> => {
  const url = await postgres.ownedDatabase('killed');
  const folder = await mkdtemp(join(tmpdir(), 'ledgerside-killed-'));
  return {
    variables: { DATABASE_URL: url, LEDGERSIDE_DATA: folder },
    open: () => openPostgres(url),
    async settle() {
      for (;;) {
        const { rows } = await postgres.query(
          'postgres',
          "select 1 from pg_stat_activity where datname = 'killed' limit 1",
        );
        if (rows.length === 0) return;
      }
    },
    clear: () => rm(folder, { recursive: true }),
  };
};

const onPglite = async (): Promise<Place> => {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerside-killed-'));
  await fillWithEmptyData(folder);
  return {
    variables: { LEDGERSIDE_DATA: folder },
    open: () => openPglite(folder),
    settle: () => Promise.resolve(),
    clear: () => rm(folder, { recursive: true }),
  };
};

describe.each([
  ['PostgreSQL', onPostgres, 4],
  ['PGlite', onPglite, 2],
] as const)('a server on %s that is killed in the middle of its work', (_, placeOf, rounds) => {
  test('leaves nothing half-written and nothing doubled, and keeps what it has said', async () => {
    const place = await placeOf();
    const first = await place.open();
    await perform(first, { do: 'seed', tenant: 'default', asOf: null, books }, NOW);
    await settled(first, 'default', (transaction) => saveSetting(transaction, ANN, CONFIG, 0, SYNC_ON));
    const tokens: string[] = [];
    for (let index = 0; index < CLIENTS; index++) {
      const request = {
        tenant: 'default',
        user: `u${index}`,
        team: null,
        role: 'crm.sync',
        scope: 'all',
      } as const;
      tokens.push((await createToken(first, { ...request, days: 1 }, new Date())).token);
    }
    await first.close();

    const heard: Heard[] = tokens.map(() => ({ intents: [], orders: new Map() }));
    for (let round = 0; round < rounds; round++) {
      const server: Spawned = await spawnErp({
        ...place.variables,
        PORT: '0',
        LEDGERSIDE_LOG: 'silent',
        LEDGERSIDE_RATE_LIMIT: '1000000',
      });
      const total = () => heard.reduce((sum, { orders }) => sum + orders.size, 0);
      const before = total();
      const clients = tokens.map((token, index) =>
        hammer(server.url, token, index, round, heard[index] as Heard).catch((error: unknown) => {
          if (!isDead(error)) throw error;
        }),
      );
      // Killed in full flight: all clients are at it, each somewhere else.
      await vi.waitUntil(() => total() >= before + 5 + round, { timeout: 60_000, interval: 3 });
      const { signal } = await server.end('SIGKILL');
      expect(signal).toBe('SIGKILL');
      await Promise.all(clients);
      await place.settle();
    }

    const database = await place.open();
    try {
      expect(await contradictions(database)).toEqual([]);
      const client = await database.db.transaction(async (transaction) => {
        await transaction.execute(`select set_config('app.tenant', 'default', true)`);
        const intents = await transaction.execute('select id from intents');
        const orders = await transaction.execute(
          'select opportunity, id from orders where opportunity is not null',
        );
        return {
          intents: (intents as { rows: { id: string }[] }).rows.map(({ id }) => id),
          orders: (orders as { rows: { opportunity: string; id: string }[] }).rows,
        };
      });
      for (const { intents, orders } of heard) {
        for (const intent of intents) expect(client.intents).toContain(intent);
        for (const [opportunity, id] of orders) expect(client.orders).toContainEqual({ opportunity, id });
      }
    } finally {
      await database.close();
      await place.clear();
    }
  });
});
