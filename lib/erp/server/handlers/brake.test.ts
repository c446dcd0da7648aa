// Long because every limit stands beside the way that leads past it: what one lets through, the next has to stop.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { ACCOUNT, HOST, SYNC_ON } from '../../../../test/setup/requests.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import { cityPatch, landed } from '../../../../test/setup/syncing.ts';
import type { BrakeQuestion, BrakeVerdict, ChangeCounts } from '../../api/sync/brake.ts';
import type { LinkView } from '../../api/sync/link.ts';
import type { SyncStatus } from '../../api/sync/status.ts';

let erp: TestErp;
let tenant = '';
let count = 0;
let ann: string;
let bob: string;
let admin: string;
beforeAll(async () => {
  erp = await startErp();
});
afterAll(() => erp.close());
// A company of its own each: what is let pass within an hour is the company's.
beforeEach(async () => {
  count += 1;
  tenant = `company-${count}`;
  await erp.seed(scopedBooks, tenant);
  ann = await erp.token({ tenant });
  bob = await erp.token({ tenant, user: 'bob' });
  admin = await erp.token({ tenant, user: 'admin', role: 'crm.admin' });
  await configure({});
});

const ask = (method: string, path: string, json?: unknown, as = ann, headers = {}) =>
  erp.ask(method, `/api/crm/${path}`, { token: as, headers, ...(json === undefined ? {} : { json }) });
const configure = async (change: object) => {
  const { headers } = await erp.get('/api/crm/config', admin);
  const json = { ...SYNC_ON, ...change };
  const saved = await ask('PUT', 'config', json, admin, { 'If-Match': headers.get('etag') ?? '' });
  expect(saved.status).toBe(200);
};
const NOTHING: ChangeCounts = { creates: 0, updates: 0, clears: [], deletes: 0, moved: [] };
const sample = [
  {
    crm: null,
    erp: 'customer/C1',
    side: 'crm',
    kind: 'create',
    field: null,
    before: null,
    after: null,
    cause: 'newRecord',
  },
];
const brake = async (run: string, counts: Partial<ChangeCounts>, as = ann) => {
  const { status, body } = await ask(
    'POST',
    'sync/brake',
    { run, counts: { ...NOTHING, ...counts }, sample },
    as,
  );
  expect(status).toBe(200);
  return body as BrakeVerdict;
};
const approve = (run: string, as: string) => ask('POST', `sync/brake/${run}/approve`, undefined, as);
const waiting = async (as = ann) =>
  ((await ask('GET', 'sync/brake', undefined, as)).body as { questions: BrakeQuestion[] }).questions;
const status = async () => (await ask('GET', 'sync')).body as SyncStatus;

test('a new company has limits: 100 creates, 10 deletes, a tenth of a field, 250,000 of its own currency', async () => {
  const fresh = `fresh-${count}`;
  const token = await erp.token({ tenant: fresh });
  const limits = async () =>
    ((await erp.get('/api/crm/config', token)).body as { config: typeof SYNC_ON }).config.brake;
  expect(await limits()).toMatchObject({ creates: 100, deletes: 10, amountMoved: null });
  const books = structuredClone(scopedBooks);
  books.company.currency = 'JPY';
  await erp.seed(books, fresh);
  expect(await limits()).toMatchObject({
    clears: { percent: 10, atLeast: 10 },
    amountMoved: { amount: 250_000, currency: 'JPY' },
  });
});

describe('a run that would do too much', () => {
  test('waits with its reasons and its sample; approved it goes, once and for what was approved', async () => {
    const first = await brake('run-00001', { creates: 101 });
    expect(first).toMatchObject({
      kind: 'ask',
      question: {
        id: 'run-00001',
        user: 'ann',
        reasons: [{ limit: 'creates', message: '101 records would be created; 100 are let pass unasked.' }],
        sample,
        needsSecond: false,
        approved: null,
      },
    });
    expect(erp.log.some(({ event, sync_id }) => event === 'CRM.SyncBraked' && sync_id === 'run-00001')).toBe(
      true,
    );
    expect((await status()).brakeQuestions).toBe(1);
    // Asking again changes nothing.
    expect((await brake('run-00001', { creates: 101 })).kind).toBe('ask');
    expect(await approve('run-00001', ann)).toMatchObject({ status: 200, body: { approved: { by: 'ann' } } });
    // More than was approved is another question, and takes the approval with it.
    expect((await brake('run-00001', { creates: 102 })).kind).toBe('ask');
    expect(await approve('run-00001', ann)).toMatchObject({ status: 200 });
    expect((await brake('run-00001', { creates: 102 })).kind).toBe('go');
    // Its worker died, and asks again.
    expect((await brake('run-00001', { creates: 90 })).kind).toBe('go');
    expect(await approve('run-00001', ann)).toMatchObject({ status: 404, body: { code: 'brake.unknown' } });
    expect(await waiting()).toEqual([]);
    // Another run has nothing of it.
    expect((await brake('run-00002', { creates: 101 })).kind).toBe('ask');
  });

  test('what others were let do within the hour counts, what was approved does not', async () => {
    expect((await brake('run-00001', { creates: 60, deletes: 6 })).kind).toBe('go');
    expect((await brake('run-00002', { creates: 41 }, bob)).kind).toBe('ask');
    await approve('run-00002', bob);
    expect((await brake('run-00002', { creates: 41 }, bob)).kind).toBe('go');
    expect((await brake('run-00003', { creates: 40 })).kind).toBe('go');
    expect((await brake('run-00004', { creates: 1 })).kind).toBe('ask');
    expect((await brake('run-00005', { updates: 700 })).kind).toBe('go');
  });

  test('nine values of a field in every run are asked about as soon as they are too many together', async () => {
    const clear = (side: 'crm' | 'erp', field: string) => ({
      clears: [{ side, field, cleared: 9, of: 9 }],
    });
    expect((await brake('run-00001', clear('crm', 'Phone'))).kind).toBe('go');
    expect((await brake('run-00002', clear('erp', 'Phone'), bob)).kind).toBe('go');
    expect((await brake('run-00003', clear('crm', 'Fax'))).kind).toBe('go');
    expect(await brake('run-00004', clear('crm', 'Phone'), bob)).toMatchObject({
      kind: 'ask',
      question: {
        reasons: [
          {
            limit: 'clears',
            message:
              'Phone in the CRM would lose 18 of 18 values within the hour, 9 of them before; 10 % are let pass unasked.',
            facts: { cleared: 18, of: 18, earlier: 9 },
          },
        ],
      },
    });
    // Of another kind of record it is another field.
    const other = [{ ...sample[0], erp: 'contact/P1' }];
    const contacts = { run: 'run-00005', counts: { ...NOTHING, ...clear('crm', 'Phone') }, sample: other };
    expect((await ask('POST', 'sync/brake', contacts)).body).toEqual({ kind: 'go' });
    // What somebody approved is not held against others.
    await approve('run-00004', bob);
    expect((await brake('run-00004', clear('crm', 'Phone'), bob)).kind).toBe('go');
    expect((await brake('run-00006', { updates: 700 })).kind).toBe('go');
  });

  test('money is added up in company currency; of an unknown one a person is asked', async () => {
    const moved = (currency: string | null, amount: number) => ({ moved: [{ currency, amount }] });
    await configure({ brake: { ...SYNC_ON.brake, amountMoved: { amount: 100_000, currency: 'EUR' } } });
    expect((await brake('run-00001', moved('EUR', 60_000))).kind).toBe('go');
    expect((await brake('run-00002', moved('EUR', 40_000))).kind).toBe('go');
    expect(await brake('run-00003', moved('EUR', 1))).toMatchObject({
      kind: 'ask',
      question: { reasons: [{ limit: 'amountMoved' }] },
    });
    expect((await brake('run-00004', moved(null, 1))).kind).toBe('ask');
    expect((await brake('run-00005', moved('USD', 1))).kind).toBe('ask');
    expect((await brake('run-00006', moved('USD', 0))).kind).toBe('go');
  });

  test('above the high-value threshold an administrator other than its owner approves', async () => {
    await configure({
      highValue: { amount: 50_000, currency: 'EUR' },
      brake: { ...SYNC_ON.brake, creates: 1 },
    });
    const large = { creates: 2, moved: [{ currency: 'EUR', amount: 60_000 }] };
    expect(await brake('run-00001', large)).toMatchObject({ question: { needsSecond: true } });
    expect(await approve('run-00001', ann)).toMatchObject({
      status: 403,
      body: { code: 'approval.secondPerson' },
    });
    expect(await approve('run-00001', bob)).toMatchObject({ status: 403, body: { code: 'role.forbidden' } });
    await brake('run-00002', large, admin);
    expect(await approve('run-00002', admin)).toMatchObject({ body: { code: 'approval.secondPerson' } });
    expect((await waiting(bob)).map(({ id }) => id)).toEqual(['run-00002', 'run-00001']);
    expect(await approve('run-00001', admin)).toMatchObject({
      status: 200,
      body: { approved: { by: 'admin' } },
    });
    expect((await brake('run-00001', large)).kind).toBe('go');
  });

  test('is its owner’s: nobody else asks for it, and nobody with less sight sees or approves it', async () => {
    await brake('run-00001', { creates: 101 });
    const stolen = await ask('POST', 'sync/brake', { run: 'run-00001', counts: NOTHING, sample: [] }, bob);
    expect(stolen).toMatchObject({ status: 404, body: { code: 'run.unknown' } });
    const cem = await erp.token({ tenant, user: 'cem', scope: 'own' });
    expect(await waiting(cem)).toEqual([]);
    expect(await approve('run-00001', cem)).toMatchObject({ status: 404 });
    expect(await approve('run-00009', ann)).toMatchObject({ status: 404 });
  });

  test('that was given up waits no longer', async () => {
    await brake('run-00001', { creates: 101 });
    await ask('PUT', 'sync/runs/run-00001', { trigger: 'manual', state: 'finished', rows: [] });
    expect(await waiting()).toEqual([]);
  });

  test('while the sync is stopped nobody is asked', async () => {
    await configure({ paused: true });
    const { status: code, body } = await ask('POST', 'sync/brake', {
      run: 'run-00001',
      counts: NOTHING,
      sample: [],
    });
    expect([code, body]).toMatchObject([
      409,
      { code: 'sync.paused', detail: 'An administrator has stopped the sync.' },
    ]);
  });
});

describe('the counters of the hour', () => {
  const linked = async (many: number): Promise<LinkView[]> => {
    const views: LinkView[] = [];
    for (let each = 1; each <= many; each += 1) {
      const record = { ...ACCOUNT, id: `00100000000000${each}AAA` };
      const { body } = await ask('PUT', 'links', { record, host: HOST, customer: 'C2' });
      const dirty = [{ kind: 'link', id: (body as { id: string }).id }];
      views.push(...((await ask('POST', 'sync/links', { dirty })).body as { views: LinkView[] }).views);
    }
    return views;
  };
  const prepare = (view: LinkView | undefined, run: string, over: object = {}) =>
    view === undefined
      ? Promise.reject(new Error('No link.'))
      : ask('POST', 'sync/prepare', { rows: [{ ...cityPatch(view, 'Ulm'), run, mapping: 0, ...over }] });
  const perHour = { ...SYNC_ON.brake.perHour, updates: 1, creates: 1, clears: 1 };
  const takenUp = async (run: string, counts: Partial<ChangeCounts>) => {
    expect((await brake(run, counts)).kind).toBe('ask');
    expect((await approve(run, ann)).status).toBe(200);
    expect((await brake(run, counts)).kind).toBe('go');
  };
  const engaged = { status: 409, body: { code: 'brake.engaged' } };

  test('stop what nobody approved; of an approved run they count what lies beyond, and stop that as well', async () => {
    await configure({ brake: { ...SYNC_ON.brake, creates: 1, perHour } });
    const views = await linked(5);
    await brake('run-00002', { creates: 2, updates: 2 });
    await approve('run-00002', ann);
    // Approved, but not taken up: the run has to ask again before it writes.
    expect((await prepare(views[0], 'run-00001')).status).toBe(200);
    expect(await prepare(views[1], 'run-00001')).toMatchObject(engaged);
    expect(await prepare(views[1], 'run-00002')).toMatchObject(engaged);
    await brake('run-00002', { creates: 2, updates: 2 });
    expect((await prepare(views[1], 'run-00002')).status).toBe(200);
    expect((await prepare(views[2], 'run-00002')).status).toBe(200);
    expect((await status()).brake.updates).toBe(1);
    expect(await prepare(views[3], 'run-00002')).toMatchObject(engaged);
    // What was stopped has drawn nothing, and what is free in the hour is free for everybody.
    await configure({ brake: { ...SYNC_ON.brake, creates: 1, perHour: { ...perHour, updates: 2 } } });
    expect((await prepare(views[3], 'run-00002')).status).toBe(200);
    expect((await status()).brake.updates).toBe(2);
    expect(await prepare(views[4], 'run-00002')).toMatchObject(engaged);
  });

  test('count a record that an approved run comes back to once', async () => {
    await configure({ brake: { ...SYNC_ON.brake, creates: 1, perHour } });
    const [view] = await linked(1);
    if (view === undefined) throw new Error('No link.');
    await takenUp('run-00001', { creates: 2, updates: 1 });
    const patch = cityPatch(view, 'Ulm');
    const run = 'run-00001';
    const pending = patch.pending === null ? null : { ...patch.pending, runId: run };
    const row = { ...patch, pending, run, mapping: 0 };
    expect((await ask('POST', 'sync/prepare', { rows: [row] })).status).toBe(200);
    await ask('POST', 'sync/commit', { rows: [landed(row, view.link.rev + 1, 'Ulm')] });
    const dirty = [{ kind: 'link', id: view.link.id }];
    const [again] = ((await ask('POST', 'sync/links', { dirty })).body as { views: LinkView[] }).views;
    expect(again?.pending).toBe('none');
    expect((await prepare(again, 'run-00001')).status).toBe(200);
    expect((await status()).brake.updates).toBe(0);
  });

  test('let values be cleared that were approved, field by field', async () => {
    await configure({ brake: { ...SYNC_ON.brake, creates: 1, perHour: { ...perHour, updates: null } } });
    const views = await linked(4);
    const cleared = (view: LinkView | undefined) => {
      if (view === undefined) throw new Error('No link.');
      const row = cityPatch(view, 'x', { crmOnly: true });
      return { ...row, intended: row.intended.map((each) => ({ ...each, after: { kind: 'blank' } })) };
    };
    const clear = (at: number, run: string) =>
      ask('POST', 'sync/prepare', { rows: [{ ...cleared(views[at]), run, mapping: 0 }] });
    const clears = [{ side: 'crm' as const, field: 'BillingCity', cleared: 2, of: 4 }];
    await takenUp('run-00001', { creates: 2, updates: 4, clears });
    for (const at of [0, 1, 2]) expect((await clear(at, 'run-00001')).status).toBe(200);
    expect((await status()).brake.clears).toBe(1);
    expect(await clear(3, 'run-00001')).toMatchObject(engaged);
  });

  test('let amounts move beyond what was approved by no more than may move unasked', async () => {
    const amountMoved = { amount: 1_000, currency: 'EUR' };
    await configure({ brake: { ...SYNC_ON.brake, amountMoved } });
    const views = await linked(4);
    const move = (at: number, after: number) => {
      const view = views[at];
      if (view === undefined) throw new Error('No link.');
      const row = cityPatch(view, 'x', { crmOnly: true });
      const fields = { crm: 'Limit__c', erp: 'creditLimit' };
      const held = { kind: 'value', value: after };
      const before = { kind: 'value', value: 100_000 };
      const write = { kind: 'write', before, after: held, mark: null };
      const half = { rule: 'limit', unit: 'limit', fields, crm: write, erp: { kind: 'kept', stored: held } };
      const pending = { ...row.pending, fields: [half] };
      const intended = [{ rule: 'limit', side: 'crm', field: 'Limit__c', before, after: held }];
      return ask('POST', 'sync/prepare', {
        rows: [{ ...row, pending, intended, run: 'run-00001', mapping: 0 }],
      });
    };
    await takenUp('run-00001', { updates: 4, moved: [{ currency: 'EUR', amount: 5_000 }] });
    expect((await move(0, 105_000)).status).toBe(200);
    expect((await move(1, 99_400)).status).toBe(200);
    expect(await move(2, 100_401)).toMatchObject(engaged);
    expect((await move(3, 100_400)).status).toBe(200);
  });
});

describe('the sync stops by itself', () => {
  const LINK = '0198f000-0000-7000-8000-0000000000';
  const rows = (failed: number, of: number) =>
    Array.from({ length: of }, (_, index) => ({
      link: `${LINK}${String(index).padStart(2, '0')}`,
      outcome: index < failed ? 'failed' : 'updated',
    }));
  const report = (run: string, more: object) =>
    ask('PUT', `sync/runs/${run}`, { trigger: 'schedule', state: 'finished', rows: [], ...more });
  const stopped = async () => {
    const begun = await ask('POST', 'sync/trigger', {}, ann, { 'Idempotency-Key': 'x' });
    return begun.status === 409;
  };

  test('where fewer than nine in ten of the last records went well, and goes on when an administrator says so', async () => {
    await report('run-00001', { rows: rows(5, 50) });
    expect((await status()).paused).toBeNull();
    await report('run-00002', { rows: rows(6, 50) });
    const { paused, pause } = await status();
    expect([paused, pause]).toMatchObject([
      'successRate',
      {
        detail: '11 of 100 records failed in the last 2 runs; at least 90 % are expected to go well.',
        run: 'run-00002',
      },
    ]);
    expect(await stopped()).toBe(true);
    expect(erp.log.some(({ event, sync_id }) => event === 'CRM.SyncPaused' && sync_id === 'run-00002')).toBe(
      true,
    );
    expect((await ask('POST', 'sync/resume', undefined, ann)).status).toBe(403);
    expect((await ask('POST', 'sync/resume', undefined, admin)).status).toBe(204);
    expect(erp.log.findLast(({ event }) => event === 'CRM.SyncResumed')).toMatchObject({
      sync_id: 'run-00002',
    });
    expect(await ask('POST', 'sync/resume', undefined, admin)).toMatchObject({
      status: 404,
      body: { code: 'pause.none' },
    });
    expect(await status()).toMatchObject({ paused: null, pause: null });
    expect(await stopped()).toBe(false);
    // What had failed before counts no more.
    await report('run-00003', { rows: rows(0, 1) });
    expect((await status()).paused).toBeNull();
    // A second time has a reason of its own.
    await report('run-00004', { rows: rows(60, 60) });
    expect((await status()).pause?.run).toBe('run-00004');
  });

  test('however many runs see nothing in between', async () => {
    // One sync of both CRMs is ten runs, of which one has something to do.
    for (let sync = 1; sync <= 2; sync++) {
      await report(`run-${sync}-000`, { rows: rows(30, 30) });
      for (let pair = 1; pair < 10; pair++) await report(`run-${sync}-00${pair}`, {});
    }
    expect(await status()).toMatchObject({
      paused: 'successRate',
      pause: {
        detail: '60 of 60 records failed in the last 2 runs; at least 90 % are expected to go well.',
        run: 'run-2-000',
      },
    });
  });

  test('not because of a few records', async () => {
    await report('run-00001', { rows: rows(49, 49) });
    expect((await status()).paused).toBeNull();
  });

  test('where a run is at work for more than a quarter of an hour; sleep and waiting are no work', async () => {
    await report('run-00001', { workedMs: 900_000 });
    expect((await status()).paused).toBeNull();
    await report('run-00002', { workedMs: 900_001, state: 'running' });
    expect(await status()).toMatchObject({
      paused: 'tooLong',
      pause: { detail: 'A run took 15 minutes; 15 are expected at most.' },
    });
    // An administrator who lets the sync go on lets that run come to its end, and no other.
    await ask('POST', 'sync/resume', undefined, admin);
    await report('run-00002', { workedMs: 1_200_000, state: 'running' });
    await report('run-00002', { workedMs: 1_500_000 });
    expect((await status()).paused).toBeNull();
    await report('run-00003', { workedMs: 900_001 });
    expect((await status()).pause?.run).toBe('run-00003');
  });
});
