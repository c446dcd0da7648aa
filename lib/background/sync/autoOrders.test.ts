// @vitest-environment node
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mortal } from '../../../test/setup/mortal.ts';
import {
  type SalesforceWorld,
  salesforceWorld,
  type Wire,
  type WorkerOptions,
} from '../../../test/setup/salesforceSync.ts';
import { forgetDatabases } from '../fakes/databases.ts';
import type { SyncService } from './syncService.ts';

let world: SalesforceWorld;
let account = '';
let held = '';
beforeAll(async () => {
  world = await salesforceWorld();
  await world.mapOpportunities();
  account = await world.link(1, 'C1');
  held = await world.link(2, 'C3');
}, 120_000);
beforeEach(async () => {
  forgetDatabases();
  await world.erp.outlive();
  await world.configure({});
});
afterAll(() => world.close());

const opportunity = (fields: Readonly<Record<string, unknown>>): string => {
  world.pass(60_000);
  const id = world.org.create('Opportunity', {
    Name: 'Twelve pumps',
    Description: 'C1',
    AccountId: account,
    StageName: 'Closed Won',
    CloseDate: '2026-12-24',
    Amount: 120.5,
    ...fields,
  });
  world.pass(60_000);
  return id;
};

const keyOf = (id: string) => `salesforce/acme.my.salesforce.com/Opportunity/${id}`;

interface Order {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly opportunity: string | null;
}
const ordersOf = async (id: string, customer = 'C1'): Promise<readonly Order[]> => {
  const { body } = await world.erp.ask(
    'GET',
    `customers/${customer}/orders?limit=200`,
    await world.erp.token('ann'),
  );
  return (body as { orders: Order[] }).orders.filter((order) => order.opportunity === keyOf(id));
};

const sync = async (options: WorkerOptions = {}, worker: SyncService = world.worker(options)) => {
  await worker.start('manual');
  await worker.idle();
  return worker;
};
/** As above, in a browser of its own. */
const elsewhere = async (options: WorkerOptions = {}) => {
  await world.erp.outlive();
  world.pass(60_000);
  return sync(options);
};

const converted = async (worker: SyncService) =>
  (await worker.log()).filter(({ event }) => event === 'CRM.OpportunityConverted');

describe('a won opportunity of a linked customer', () => {
  test('becomes one order, over its amount, however often it is synced', async () => {
    const id = opportunity({});
    let asked = 0;
    const erpWire: Wire = (request, deliver) => {
      if (request.url.endsWith('opportunities/convert')) asked += 1;
      return deliver(request);
    };
    const worker = await sync({ erpWire });
    expect(await ordersOf(id)).toMatchObject([{ state: 'confirmed', total: 12_050 }]);
    expect(await converted(worker)).toMatchObject([
      { opportunity_id: keyOf(id), amount: 12_050, currency: 'EUR', draft: null },
    ]);

    world.pass(60_000);
    await sync({}, worker);
    expect(asked).toBe(1);
    forgetDatabases();
    const other = await elsewhere();
    expect(await ordersOf(id)).toHaveLength(1);
    expect((await converted(other)).filter(({ opportunity_id }) => opportunity_id === keyOf(id))).toEqual([]);
  });

  test('becomes one where two people sync at the same moment', async () => {
    const id = opportunity({});
    const [ann, bea] = [world.worker(), world.worker({ token: await world.erp.token('bea') })];
    await Promise.all([sync({}, ann), sync({}, bea)]);
    await elsewhere();
    expect(await ordersOf(id)).toHaveLength(1);
  });

  test.each([
    [{ Amount: 5_000 }, 'C1', 'overLimit'],
    [{ Description: 'C3' }, 'C3', 'creditHold'],
  ] as const)(
    'is a draft with its reason where %j asks for too much of %s',
    async (fields, customer, draft) => {
      const id = opportunity({ ...fields, AccountId: customer === 'C1' ? account : held });
      const worker = await elsewhere();
      expect(await ordersOf(id, customer)).toMatchObject([{ state: 'draft' }]);
      const lines = await converted(worker);
      expect(lines.at(-1)).toMatchObject({ opportunity_id: keyOf(id), draft });
    },
  );
});

test.each([
  ['not won', { StageName: 'Prospecting' }],
  ['of an account without a link', { AccountId: null }],
  ['of an amount that nobody knows', { Amount: null }],
])('an opportunity that is %s becomes none, until that has changed', async (_, fields) => {
  const id = opportunity(fields);
  await elsewhere();
  expect(await ordersOf(id)).toEqual([]);
  world.org.update(id, { StageName: 'Closed Won', AccountId: account, Amount: 1 });
  await elsewhere();
  expect(await ordersOf(id)).toHaveLength(1);
});

test('nothing is ordered by itself where the company has it switched off, or the role may not', async () => {
  const id = opportunity({});
  await world.configure({
    flags: { m38_crm: true, m38_crm_customer360: false, m38_crm_pipeline: false, m38_crm_auto_order: false },
  });
  await elsewhere();
  expect(await ordersOf(id)).toEqual([]);
});

test('what the ERP API refuses is asked again, and the order comes once it can', async () => {
  const id = opportunity({});
  const refusing = await elsewhere({
    erpWire: async (request, deliver) =>
      request.url.endsWith('opportunities/convert') ? new Response('', { status: 503 }) : deliver(request),
  });
  expect(await ordersOf(id)).toEqual([]);
  expect((await refusing.log()).map(({ code }) => code)).toContain('erp.server');
  world.pass(3_600_000);
  await elsewhere();
  expect(await ordersOf(id)).toHaveLength(1);
});

describe('a worker that is killed', () => {
  test.each(['before', 'after'] as const)(
    'while it orders (at an await, %s what it waits for) leaves one order behind',
    async (when) => {
      const whole = mortal(Number.POSITIVE_INFINITY, when);
      await elsewhere();
      opportunity({ Amount: 1 });
      await world.erp.outlive();
      let ordering = 0;
      const erpWire: Wire = (request, deliver) => {
        if (request.url.endsWith('opportunities/convert')) ordering = whole.count() + 1;
        return whole.parts.erpWire(request, deliver);
      };
      await sync({ ...whole.parts, erpWire });
      expect(ordering).toBeGreaterThan(0);
      // From the reading before it to the end: `killed.test.ts` tells of all the others, and why not each is tried both ways.
      for (let at = ordering - 2; at <= whole.count(); at += when === 'before' ? 5 : 1) {
        const name = `killed ${when} await ${at} of ${whole.count()}`;
        await world.erp.outlive();
        const id = opportunity({ Amount: 1 });
        const { died, parts } = mortal(at, when);
        const dying = world.worker(parts);
        void dying.start('schedule');
        await Promise.race([died, dying.idle()]);
        await world.erp.outlive();
        // So far that the next one does not look at this one again.
        world.pass(2 * 3_600_000);
        const next = world.worker();
        await next.wake();
        await next.idle();
        await next.start('schedule');
        await next.idle();
        expect(await ordersOf(id), name).toHaveLength(1);
      }
    },
    // Some dozen deaths, each with two whole syncs after it.
    120_000,
  );
});
