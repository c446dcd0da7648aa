import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../test/setup/emptyData.ts';
import { startPostgres, type TestPostgres } from '../../../../test/setup/postgres.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import { ANN, browser, cityPatch, connect, NOW, openShop, records } from '../../../../test/setup/syncing.ts';
import type { FeedObject } from '../../api/sync/changes.ts';
import { CursorError } from '../../sources/source.ts';
import { perform } from '../admin/operation.ts';
import type { OpenDatabase } from '../database/database.ts';
import { openPostgres } from '../database/postgres.ts';
import { contacts } from '../database/schema/contacts.ts';
import { customers } from '../database/schema/customers.ts';
import { links } from '../database/schema/links.ts';
import { opportunities } from '../database/schema/opportunities.ts';
import { orderLines } from '../database/schema/orders.ts';
import { inTenant, readInTenant } from '../database/tenant.ts';
import type { Actor } from './actor.ts';
import { readFeed } from './feed.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const open: Record<string, () => Promise<OpenDatabase>> = {
  PGlite: openEmptyPglite,
  PostgreSQL: async () => openPostgres(await postgres.ownedDatabase('feed')),
};

interface Reading {
  readonly ids: readonly string[];
  readonly deleted: readonly string[];
  readonly cursor: string;
}

/** Reads on to the end of the feed. */
const readOn = async (
  database: OpenDatabase,
  cursor: string | null,
  {
    actor = ANN,
    objects = null,
    limit = 500,
  }: { actor?: Actor; objects?: readonly FeedObject[] | null; limit?: number } = {},
): Promise<Reading> => {
  const ids: string[] = [];
  const deleted: string[] = [];
  let at = cursor;
  for (;;) {
    const from: string | null = at;
    const page = await readInTenant(database, actor.tenant, (read) =>
      readFeed(read, actor, { cursor: from, objects, limit }),
    );
    for (const change of page.dirty) {
      ids.push(change.kind === 'link' ? `link/${change.id}` : change.id);
      if (change.kind === 'erp' && change.deleted) deleted.push(change.id);
    }
    at = page.next;
    if (!page.more) return { ids, deleted, cursor: page.next };
  }
};

describe.each(Object.keys(open))('the change feed on %s', (kind) => {
  let database: OpenDatabase;
  let link: string;
  beforeAll(async () => {
    const opened = await open[kind]?.();
    if (opened === undefined) throw new Error(`No database for ${kind}`);
    database = opened;
    ({ link } = await openShop(database));
  });
  afterAll(() => database.close());

  const rename = (id: string, city: string) =>
    inTenant(database, 'default', (transaction) =>
      transaction
        .update(customers)
        .set({ city })
        .where(eq(customers.id, id as never)),
    );

  test('begins with every link, page by page, and then tells what changes', async () => {
    const more = [link];
    for (const account of ['005000000000001AAA', '005000000000002AAA', '005000000000003AAA'])
      more.push(await connect(database, { account }));
    const start = await readOn(database, null, { limit: 2 });
    expect([...new Set(start.ids)].sort()).toEqual(more.map((id) => `link/${id}`).sort());
    const still = await readOn(database, start.cursor);
    expect(still.ids).toEqual([]);
    await rename('C1', 'Aachen');
    const news = await readOn(database, still.cursor);
    expect(news.ids).toEqual(['customer/C1']);
    expect((await readOn(database, news.cursor)).ids).toEqual([]);
  });

  test('tells of customers, contacts, quotes, orders, invoices and payments, also when only a part of one changed', async () => {
    const { cursor } = await readOn(database, null);
    await perform(database, { do: 'seed', tenant: 'default', asOf: null, books: scopedBooks }, NOW);
    const { ids, deleted } = await readOn(database, cursor, { limit: 3 });
    for (const id of ['customer/C4', 'contact/P1', 'quote/Q1', 'order/O1', 'invoice/I1', 'payment/Z1'])
      expect(ids).toContain(id);
    // Replaced by itself is not deleted: the last word counts.
    const whole = await readOn(database, cursor);
    expect([deleted.length > 0, whole.deleted]).toEqual([true, []]);
    await inTenant(database, 'default', (transaction) =>
      transaction.update(orderLines).set({ invoicedQuantity: '2' }),
    );
    expect((await readOn(database, whole.cursor)).ids).toEqual(['order/O1']);
    expect((await readOn(database, whole.cursor, { objects: ['contact'] })).ids).toEqual([]);
  });

  test('tells of opportunities', async () => {
    const { cursor } = await readOn(database, null);
    const made = await inTenant(database, 'default', (transaction) =>
      records.create(transaction, ANN, 'opportunity', 'deal', {
        name: { kind: 'value', value: 'Pumps' },
        customer: { kind: 'value', value: 'C1' },
      }),
    );
    if (made.kind !== 'created') throw new Error('Not made.');
    const news = await readOn(database, cursor);
    expect(news.ids).toEqual([made.id]);
    await inTenant(database, 'default', (transaction) => transaction.delete(opportunities));
    const { deleted } = await readOn(database, news.cursor, { objects: ['opportunity'] });
    expect(deleted).toEqual([made.id]);
  });

  test('a delete is proof: told as such, and read as deleted', async () => {
    const { cursor } = await readOn(database, null);
    await inTenant(database, 'default', (transaction) =>
      transaction.delete(contacts).where(eq(contacts.id, 'P1')),
    );
    const { ids, deleted } = await readOn(database, cursor);
    expect([ids, deleted]).toEqual([['contact/P1'], ['contact/P1']]);
    const ann = browser(database);
    expect(await ann.readings(['contact/P1', 'contact/never'])).toEqual([
      { kind: 'deleted', fields: null },
      { kind: 'absent' },
    ]);
    const cem = browser(database, { ...ANN, visibleTo: { scope: 'own', user: 'cem' } });
    expect(await cem.readings(['contact/P1'])).toEqual([{ kind: 'absent' }]);
  });

  test('an intent that has expired makes its link dirty for everybody, until it was recovered', async () => {
    const ann = browser(database);
    await ann.prepare([cityPatch(await ann.link(link), 'Ulm')]);
    const { cursor } = await readOn(database, null);
    await readOn(database, cursor);
    await inTenant(database, 'default', (transaction) =>
      transaction
        .update(links)
        .set({ pendingUntil: sql`clock_timestamp() - interval '1 second'` })
        .where(eq(links.id, link)),
    );
    expect((await readOn(database, cursor)).ids).toContain(`link/${link}`);
    expect((await readOn(database, cursor, { objects: ['order'] })).ids).toEqual([]);
  });

  test('nobody hears of customers that are not theirs', async () => {
    const south: Actor = { ...ANN, user: 'cem', visibleTo: { scope: 'team', team: 'south' } };
    const start = await readOn(database, null, { actor: south });
    expect(start.ids).toEqual([]);
    await rename('C1', 'Bonn');
    await rename('C3', 'Bonn');
    expect((await readOn(database, start.cursor, { actor: south })).ids).toEqual(['customer/C3']);
  });

  test('a cursor of somewhere else is refused, and a very old one begins anew', async () => {
    await expect(readOn(database, 'somewhere')).rejects.toThrow(CursorError);
    const old = { walk: 'feed', xid: '3', seq: 0, at: NOW.getTime() - 400 * 86_400_000 };
    const cursor = Buffer.from(JSON.stringify(old)).toString('base64url');
    expect((await readOn(database, cursor)).ids).toContain(`link/${link}`);
  });
});

describe('a transaction that commits late', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openPostgres(await postgres.database('late'));
    await openShop(database);
  });
  afterAll(() => database.close());

  test('is not jumped over: what began after it and committed before it waits for it', async () => {
    const { cursor } = await readOn(database, null);
    let letGo = () => {};
    const gate = new Promise<void>((done) => {
      letGo = done;
    });
    let begun = () => {};
    const started = new Promise<void>((done) => {
      begun = done;
    });
    const late = inTenant(database, 'default', async (transaction) => {
      await transaction
        .update(customers)
        .set({ city: 'Late' })
        .where(eq(customers.id, 'C1' as never));
      begun();
      await gate;
    });
    await started;
    await inTenant(database, 'default', (transaction) =>
      transaction
        .update(customers)
        .set({ city: 'Early' })
        .where(eq(customers.id, 'C2' as never)),
    );
    const meanwhile = await readOn(database, cursor);
    // A reader by the newest row alone would be past C1 now, and never see it.
    expect(meanwhile.ids).toEqual([]);
    letGo();
    await late;
    const after = await readOn(database, meanwhile.cursor);
    expect([...after.ids].sort()).toEqual(['customer/C1', 'customer/C2']);
  });

  test('eight writers at once and a reader that never stops: every change is told', async () => {
    await inTenant(database, 'default', async (transaction) => {
      const [row] = await transaction
        .select()
        .from(customers)
        .where(eq(customers.id, 'C4' as never));
      if (row === undefined) throw new Error('No customer to copy.');
      await transaction
        .insert(customers)
        .values(Array.from({ length: 160 }, (_, index) => ({ ...row, id: `W${index}` as never })));
    });
    let { cursor } = await readOn(database, null);
    const told = new Set<string>();
    let writing = true;
    const read = async () => {
      const { ids, cursor: next } = await readOn(database, cursor, { limit: 7 });
      cursor = next;
      for (const id of ids) told.add(id);
    };
    const reader = (async () => {
      while (writing) await read();
    })();
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let each = 0; each < 20; each++) {
          await inTenant(database, 'default', async (transaction) => {
            const id = `W${writer * 20 + each}`;
            await transaction
              .update(customers)
              .set({ city: 'x' })
              .where(eq(customers.id, id as never));
            // Some end long after they began.
            await transaction.execute(sql`select pg_sleep(${(each % 4) / 100})`);
          });
        }
      }),
    );
    writing = false;
    await reader;
    await read();
    expect([...told].filter((id) => id.startsWith('customer/W'))).toHaveLength(160);
  });
});
