// @vitest-environment node
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  type SalesforceWorld,
  salesforceWorld,
  type WorkerOptions,
} from '../../../test/setup/salesforceSync.ts';
import type { RecordPage } from '../../crm/port.ts';
import { cancellations } from '../cancellations.ts';
import { forgetDatabases } from '../fakes/databases.ts';
import { confirmAccept } from '../handlers/confirmAccept.ts';
import { tickets } from '../tickets.ts';
import { syncHandlers } from './messages.ts';

let edits = 0;
let world: SalesforceWorld;
let account = '';
beforeAll(async () => {
  world = await salesforceWorld();
  account = await world.link(1, 'C1');
}, 120_000);
beforeEach(async () => {
  forgetDatabases();
  fakeBrowser.tabs.query = (async () => []) as typeof fakeBrowser.tabs.query;
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => world.close());

const page = (): RecordPage => ({
  record: { system: 'salesforce', org: 'acme.my.salesforce.com', object: 'Account', id: account },
  kind: 'account',
  host: 'acme.lightning.force.com',
});
const panel = { kind: 'crmPage', tabId: 7, host: 'acme.lightning.force.com', page: null } as const;
const frame = { kind: 'confirmFrame', tabId: 7, frameId: 12 } as const;

/** A worker of the browser: what is in its storages stays, whatever lived in the one before is gone. */
const worker = (options: WorkerOptions = {}) => {
  const sync = world.worker(options);
  const parts = {
    sync,
    erp: world.session(options),
    tickets: tickets(Date.now),
    cancellations: cancellations(),
    cache: { forgetCompany: async () => undefined } as never,
  };
  const through = async () => {
    await world.erp.outlive();
    world.pass(10 * 60_000);
    await sync.start('manual');
    await sync.idle();
    return sync.status();
  };
  return { ask: syncHandlers(parts), accept: confirmAccept(parts), through };
};
const questions = () => worker().ask['conflicts.list']({ page: page(), cursor: null, requestId: 'q' }, panel);
const decisions = async (): Promise<number> => {
  const { rows } = (await world.erp.database.db.execute(
    sql`select count(*)::int as n from ledger where content ->> 'kind' = 'decided'`,
  )) as { rows: readonly { n: number }[] };
  return Number(rows[0]?.n);
};

/** Both sides are changed to different values, and a person has the answer before them. @returns the ticket */
const asked = async (n: number): Promise<string> => {
  await worker().through();
  world.pass(60_000);
  world.org.update(account, { Phone: `+49 1 ${n}` });
  await world.editErp({ C1: { phone: `+49 2 ${n}` } });
  expect((await worker().through()).last).toMatchObject({ result: 'conflict' });
  const { conflicts } = await questions();
  const chosen = conflicts.map(({ link, key }) => ({ link, key, choice: 'crm' as const }));
  const { ticket } = await worker().ask['conflicts.propose']({ page: page(), decisions: chosen }, panel);
  return ticket;
};

const NEVER = new Promise<never>(() => undefined);

/** A worker that dies at one await of a yes. */
const deaths: readonly (readonly [string, (die: () => void) => WorkerOptions])[] = [
  [
    'before the yes has left',
    (die) => ({
      erpWire: (request, deliver) => {
        if (!request.url.endsWith('/sync/resolve')) return deliver(request);
        die();
        return NEVER;
      },
    }),
  ],
  [
    'when it was written, before its answer',
    (die) => ({
      erpWire: async (request, deliver) => {
        const answer = await deliver(request);
        if (!request.url.endsWith('/sync/resolve')) return answer;
        die();
        return NEVER;
      },
    }),
  ],
  [
    'after the answer, before the ticket is used up',
    (die) => {
      vi.spyOn(fakeBrowser.storage.session, 'remove').mockImplementationOnce((() => {
        die();
        return NEVER;
      }) as never);
      return {};
    },
  ],
];

describe('a yes whose worker is killed', () => {
  test.each(deaths)('%s may be given again, is written once, and is carried out', async (_, dies) => {
    edits += 1;
    const ticket = await asked(edits);
    const before = await decisions();
    const { promise: died, resolve: die } = Promise.withResolvers<void>();
    // What its wire says when it gives up waiting, nobody is there to hear.
    worker(dies(die))
      .accept({ ticket }, frame)
      .catch(() => undefined);
    await died;
    // The person sees that no answer came, and says yes once more.
    expect(await worker().accept({ ticket }, frame)).toBeNull();
    expect(await decisions()).toBe(before + 1);
    await expect(worker().accept({ ticket }, frame)).rejects.toMatchObject({
      failure: { code: 'message.refused' },
    });
    await worker().through();
    expect(await world.erpField('C1', 'phone')).toBe(`+49 1 ${edits}`);
    expect((await questions()).total).toBe(0);
  });

  test('in the middle of carrying it out is carried out by the next sync', async () => {
    const ticket = await asked(90);
    const before = await decisions();
    const { promise: died, resolve: die } = Promise.withResolvers<void>();
    const dying = worker({
      erpWire: (request, deliver) => {
        if (!request.url.endsWith('/sync/prepare')) return deliver(request);
        die();
        return new Promise<never>(() => undefined);
      },
    });
    expect(await dying.accept({ ticket }, frame)).toBeNull();
    await died;
    expect((await worker().through()).last?.result).toBe('success');
    await vi.waitFor(async () => expect(await world.erpField('C1', 'phone')).toBe('+49 1 90'));
    expect(await decisions()).toBe(before + 1);
  });
});
