// Long because the promises of one protocol over HTTP, in the order in which a browser asks.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { ACCOUNT, HOST, SYNC_ON } from '../../../../test/setup/requests.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import { cityPatch, landed } from '../../../../test/setup/syncing.ts';
import type { LinkView } from '../../api/sync/link.ts';
import type { SyncRun } from '../../api/sync/run.ts';

let erp: TestErp;
let token: string;
let admin: string;
let account = 0;
let link: string;
beforeAll(async () => {
  erp = await startErp();
  await erp.seed(scopedBooks);
  token = await erp.token();
  admin = await erp.token({ role: 'crm.admin', user: 'admin' });
  await configure({});
});
beforeEach(async () => {
  account += 1;
  const json = { record: { ...ACCOUNT, id: `00100000000${2000 + account}AAA` }, host: HOST, customer: 'C1' };
  link = ((await erp.ask('PUT', '/api/crm/links', { token, json })).body as { id: string }).id;
});
afterAll(() => erp.close());

const configure = async (change: object) => {
  const { headers } = await erp.get('/api/crm/config', admin);
  const json = { ...SYNC_ON, ...change };
  const etag = headers.get('etag') ?? '';
  const saved = await erp.ask('PUT', '/api/crm/config', {
    token: admin,
    json,
    headers: { 'If-Match': etag },
  });
  expect(saved.status).toBe(200);
};
const ask = (
  method: string,
  path: string,
  json: unknown,
  { key, as = token }: { key?: string; as?: string } = {},
) =>
  erp.ask(method, `/api/crm/${path}`, {
    token: as,
    json,
    ...(key === undefined ? {} : { headers: { 'Idempotency-Key': key } }),
  });
const view = async (): Promise<LinkView> => {
  const { body } = await ask('POST', 'sync/links', { dirty: [{ kind: 'link', id: link }] });
  const [found] = (body as { views: LinkView[] }).views;
  if (found === undefined) throw new Error('No link.');
  return found;
};
const status = async (query = '', as = token) =>
  (await erp.get(`/api/crm/sync${query}`, as)).body as {
    state: string;
    paused: string | null;
    conflicts: number;
    pending: number;
    links: number;
    deadLetters: number;
    failing: number;
    runs: SyncRun[];
    nextCursor: string | null;
    brake: Record<string, number>;
  };

describe('a run', () => {
  test('is begun by hand, told of while it goes on, and finished; its counts make up the whole', async () => {
    const begun = await ask('POST', 'sync/trigger', {}, { key: `run-${account}` });
    expect(begun.status).toBe(202);
    const { id } = begun.body as SyncRun;
    expect(begun.body).toMatchObject({ state: 'requested', trigger: 'manual', link: null, user: 'ann' });
    expect((await status()).state).toBe('syncing');

    const other = '0198f000-0000-7000-8000-00000000000a';
    const tell = (state: string, rows: object[]) =>
      ask('PUT', `sync/runs/${id}`, { trigger: 'manual', state, rows });
    await tell('running', [{ link, outcome: 'unchanged' }]);
    const told = await tell('finished', [
      { link, outcome: 'updated' },
      { link, outcome: 'unchanged' },
      { link: other, outcome: 'failed', reason: 'A validation rule.' },
    ]);
    expect(told.body).toMatchObject({
      state: 'finished',
      result: 'partial',
      counts: { created: 0, updated: 1, unchanged: 0, conflict: 0, failed: 1, seen: 2 },
    });
    // Its answer was lost: told again, even told otherwise, it stays as it was.
    expect((await tell('finished', [])).body).toEqual(told.body);
    expect((await status()).state).toBe('partial');
    expect((await status(`?link=${link}`)).runs.map((run) => run.id)).toEqual([id]);
    expect(erp.log.some((line) => line.event === 'CRM.SyncStarted' && line.sync_id === id)).toBe(true);
    expect(erp.log.filter((line) => line.event === 'CRM.SyncCompleted' && line.sync_id === id)).toHaveLength(
      1,
    );
  });

  test('that writes has begun when it asks the brake, of the kind that it syncs; one that does not, when it is told of', async () => {
    const of = (run: string) =>
      erp.log.flatMap(({ event, sync_id, record_type }) => (sync_id === run ? [[event, record_type]] : []));
    const counts = { creates: 0, updates: 1, clears: [], deletes: 0, moved: [] };
    const begin = () =>
      ask('POST', 'sync/brake', { run: 'run-begun-1', recordType: 'contact', counts, sample: [] });
    expect((await begin()).body).toEqual({ kind: 'go' });
    expect(of('run-begun-1')).toEqual([['CRM.SyncStarted', 'contact']]);
    // Asked again by a worker that took it over.
    await begin();
    const end = { trigger: 'schedule', state: 'finished', rows: [], recordType: 'contact' };
    await ask('PUT', 'sync/runs/run-begun-1', end);
    await ask('PUT', 'sync/runs/run-idle-01', end);
    await ask('PUT', 'sync/runs/run-idle-02', { ...end, recordType: undefined });
    expect(of('run-begun-1')).toEqual([
      ['CRM.SyncStarted', 'contact'],
      ['CRM.SyncCompleted', undefined],
    ]);
    expect(of('run-idle-01')[0]).toEqual(['CRM.SyncStarted', 'contact']);
    expect(of('run-idle-02')[0]).toEqual(['CRM.SyncStarted', 'all']);
  });

  test('that forgot in a crash what it had written is told by the ledger', async () => {
    const row = cityPatch(await view(), 'Lübeck');
    await ask('POST', 'sync/prepare', { rows: [row] });
    await ask('POST', 'sync/commit', { rows: [landed(row, 2, 'Lübeck')] });
    const report = { trigger: 'schedule', state: 'finished', rows: [{ link, outcome: 'unchanged' }] };
    const { body } = await ask('PUT', `sync/runs/${row.run}`, report);
    expect(body).toMatchObject({ result: 'success', counts: { updated: 1, unchanged: 0 } });
  });

  test('in which a system stayed silent has failed, whatever it saw; one with questions waits for a person', async () => {
    const rows = [{ link, outcome: 'conflict' }];
    const report = { trigger: 'schedule', state: 'finished', rows };
    const silent = await ask('PUT', `sync/runs/silent-${account}`, { ...report, complete: false });
    expect(silent.body).toMatchObject({ result: 'failed' });
    expect((await ask('PUT', `sync/runs/asked-00${account}`, report)).body).toMatchObject({
      result: 'conflict',
    });
    const lost = { ...report, rows: [{ link, outcome: 'failed' }] };
    expect((await ask('PUT', `sync/runs/lost-00${account}`, lost)).body).toMatchObject({ result: 'failed' });
  });

  test('belongs to who began it', async () => {
    const report = { trigger: 'schedule', state: 'finished', rows: [] };
    await ask('PUT', `sync/runs/of-ann-${account}`, report);
    const bob = await erp.token({ user: 'bob' });
    const { status: code, body } = await ask('PUT', `sync/runs/of-ann-${account}`, report, { as: bob });
    expect([code, body]).toEqual([404, expect.objectContaining({ code: 'run.unknown' })]);
    const scoped = await erp.token({ user: 'cem', scope: 'own' });
    expect((await status('', scoped)).runs).toEqual([]);
  });

  test('of one link is news of that link for every browser', async () => {
    const start = (await erp.get('/api/crm/sync/changes?limit=1000', token)).body as { next: string };
    const settledAt = (await erp.get(`/api/crm/sync/changes?cursor=${start.next}`, token)).body as {
      next: string;
    };
    const { body } = await ask('POST', 'customers/sync', { link }, { key: `one-${account}` });
    expect(body).toMatchObject({ trigger: 'record', link });
    const news = await erp.get(`/api/crm/sync/changes?cursor=${settledAt.next}`, token);
    expect(news.body).toMatchObject({ dirty: [{ kind: 'link', id: link }], more: false });
  });

  test('history comes in pages, newest first, none twice', async () => {
    for (let each = 0; each < 5; each++)
      await ask('PUT', `sync/runs/page-${account}-${each}`, {
        trigger: 'schedule',
        state: 'finished',
        rows: [],
      });
    const seen: string[] = [];
    let query = '?limit=2';
    for (;;) {
      const { runs, nextCursor } = await status(query);
      seen.push(...runs.map(({ id }) => id));
      if (nextCursor === null) break;
      query = `?limit=2&cursor=${nextCursor}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.slice(0, 5)).toEqual([4, 3, 2, 1, 0].map((each) => `page-${account}-${each}`));
    expect((await erp.get('/api/crm/sync?cursor=abc', token)).status).toBe(400);
  });
});

describe('an Idempotency-Key', () => {
  test('the same wish again is answered as the first was; another wish under it is refused; none is refused', async () => {
    const key = `wish-${account}`;
    const first = await ask('POST', 'sync/trigger', {}, { key });
    expect((await ask('POST', 'sync/trigger', {}, { key })).body).toEqual(first.body);
    const reused = await ask('POST', 'sync/trigger', { trigger: 'full' }, { key });
    expect([reused.status, reused.body]).toEqual([
      422,
      expect.objectContaining({ code: 'idempotency.reused' }),
    ]);
    const none = await ask('POST', 'sync/trigger', {});
    expect([none.status, none.body]).toEqual([400, expect.objectContaining({ code: 'idempotency.missing' })]);
    const bob = await erp.token({ user: 'bob' });
    const other = await ask('POST', 'sync/trigger', {}, { key, as: bob });
    expect((other.body as SyncRun).id).not.toBe((first.body as SyncRun).id);
  });

  test('what was refused was not done, and leaves the key free', async () => {
    const key = `free-${account}`;
    const none = '0198f000-0000-7000-8000-000000000009';
    expect((await ask('POST', 'customers/sync', { link: none }, { key })).status).toBe(404);
    expect((await ask('POST', 'customers/sync', { link }, { key })).status).toBe(202);
  });
});

describe('the kill switch', () => {
  test.each([
    ['off', { flags: { ...SYNC_ON.flags, m38_crm: false } }],
    ['paused', { paused: true }],
  ])('%s: nothing new is begun, and what was begun is still finished', async (why, change) => {
    const row = cityPatch(await view(), 'Plön');
    await ask('POST', 'sync/prepare', { rows: [row] });
    await configure(change);
    try {
      expect((await status()).paused).toBe(why);
      for (const [path, json] of [
        ['sync/prepare', { rows: [row] }],
        ['sync/trigger', {}],
        ['customers/sync', { link }],
      ] as const) {
        const { status: code, body } = await ask('POST', path, json, { key: `${why}-${path}` });
        expect([code, body]).toEqual([
          409,
          expect.objectContaining({
            code: 'sync.paused',
            title: 'Sync is paused. Figures may be older than usual.',
          }),
        ]);
      }
      const { body } = await ask('POST', 'sync/commit', { rows: [landed(row, 2, 'Plön')] });
      expect(body).toEqual({ rows: ['done'] });
    } finally {
      await configure({});
    }
    expect((await status()).paused).toBeNull();
  });
});

test('the brake counts what all browsers set out to do, and stops the one that would go beyond', async () => {
  const before = (await status()).brake.clears ?? 0;
  const perHour = { ...SYNC_ON.brake.perHour, clears: before + 1 };
  await configure({ brake: { ...SYNC_ON.brake, perHour } });
  try {
    const clearing = async () => {
      const row = cityPatch(await view(), 'x', { crmOnly: true });
      const [entry] = row.intended;
      if (entry === undefined) throw new Error('Nothing intended.');
      return { ...row, intended: [{ ...entry, after: { kind: 'blank' as const } }] };
    };
    const first = await clearing();
    await ask('POST', 'sync/prepare', { rows: [first] });
    await ask('POST', 'sync/commit', { rows: [landed(first, 2, 'x')] });
    const second = await clearing();
    const bob = await erp.token({ user: 'bob' });
    const stopped = await ask('POST', 'sync/prepare', { rows: [second] }, { as: bob });
    expect([stopped.status, stopped.body]).toEqual([409, expect.objectContaining({ code: 'brake.engaged' })]);
    expect((await view()).pending).toBe('none');
    expect((await status()).brake.clears).toBe(before + 1);
  } finally {
    await configure({});
  }
});

test('a record that fails again and again is set aside with its reason, and can be tried again', async () => {
  const letter = { link, run: 'run-00000001', code: 'crm.validation', reason: 'Region is required.' };
  const first = await ask('PUT', 'sync/dead-letters', letter);
  expect(first.body).toMatchObject({ ...letter, attempts: 1 });
  // A report whose answer was lost: the same run is the same attempt.
  expect((await ask('PUT', 'sync/dead-letters', letter)).body).toMatchObject({ attempts: 1 });
  const later = { ...letter, run: 'run-00000002', reason: 'Still.' };
  const again = await ask('PUT', 'sync/dead-letters', later);
  expect(again.body).toMatchObject({ reason: 'Still.', attempts: 2 });
  expect((await status()).deadLetters).toBe(1);
  const south = await erp.token({ user: 'cem', scope: 'team', team: 'south' });
  expect((await erp.get('/api/crm/sync/dead-letters', south)).body).toMatchObject({ deadLetters: [] });
  const { id } = again.body as { id: string };
  expect((await erp.ask('DELETE', `/api/crm/sync/dead-letters/${id}`, { token: south })).status).toBe(404);
  expect((await erp.ask('DELETE', `/api/crm/sync/dead-letters/${id}`, { token })).status).toBe(204);
  expect((await erp.get('/api/crm/sync/dead-letters', token)).body).toMatchObject({ deadLetters: [] });
});

test('what failed last is listed with its reason, with a link or without, until it goes through or is set aside', async () => {
  const south = await erp.token({ user: 'cem', scope: 'team', team: 'south' });
  const list = async (as = token) =>
    ((await erp.get('/api/crm/sync/dead-letters', as)).body as { failedRows: { record: string }[] })
      .failedRows;
  const report = async (run: string, rows: readonly object[], as?: string) => {
    const body = { trigger: 'manual', state: 'finished', rows };
    expect(
      (await ask('PUT', `sync/runs/${run}-${account}`, body, as === undefined ? {} : { as })).status,
    ).toBe(200);
  };
  const unlinked = `salesforce/acme.my.salesforce.com/Opportunity/006failed${account}`;
  const before = await list();
  const { failing } = await status();
  await report('failed-01', [
    { link, outcome: 'failed', reason: 'unheard' },
    { link: unlinked, outcome: 'failed', reason: 'REQUIRED: Customer.' },
    { link: 'customer/C2', outcome: 'unchanged' },
  ]);
  const told = (await list()).filter(({ record }) => !before.some((row) => row.record === record));
  expect(told).toHaveLength(2);
  expect(told).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ record: link, reason: 'unheard' }),
      expect.objectContaining({ record: unlinked, reason: 'REQUIRED: Customer.' }),
    ]),
  );
  expect((await status()).failing).toBe(failing + 2);
  expect((await status('', south)).failing).toBe((await list(south)).length);
  expect((await list(south)).filter(({ record }) => record === link || record === unlinked)).toEqual([]);

  await ask('PUT', 'sync/dead-letters', { link, run: `failed-01-${account}`, code: 'x', reason: 'Aside.' });
  expect((await list()).map(({ record }) => record)).not.toContain(link);
  // Set aside it still fails, and counts once.
  expect((await status()).failing).toBe(failing + 2);
  await report('failed-02', [{ link: unlinked, outcome: 'unchanged' }]);
  expect((await list()).map(({ record }) => record)).not.toContain(unlinked);
  expect((await status()).failing).toBe(failing + 1);

  const late = { ...ACCOUNT, id: `001LATE0000${2000 + account}AAA` };
  const key = `salesforce/${late.org}/Account/${late.id}`;
  await report('failed-03', [{ link: key, outcome: 'failed', reason: 'REQUIRED: Name.' }]);
  expect((await list()).map(({ record }) => record)).toContain(key);
  await ask('PUT', 'links', { record: late, host: HOST, customer: 'C2' });
  expect((await list()).map(({ record }) => record)).not.toContain(key);
  expect((await status()).failing).toBe(failing + 1);
});

test('ERP records are read with their version; what the caller may not see is absent, like what never was', async () => {
  const ids = ['contact/P1', 'customer/C3', 'customer/nobody', 'invoice/I1'];
  const { body } = await ask('POST', 'sync/records', { ids });
  expect(body).toMatchObject({
    records: [
      { kind: 'found', id: 'contact/P1', fields: { name: { kind: 'value', value: 'Rosa Keil' } } },
      { kind: 'found', id: 'customer/C3', openDocuments: true },
      { kind: 'absent' },
      { kind: 'absent' },
    ],
  });
  const north = await erp.token({ user: 'ann', scope: 'team', team: 'north' });
  const seen = await ask('POST', 'sync/records', { ids: ['customer/C3'] }, { as: north });
  expect(seen.body).toEqual({ records: [{ kind: 'absent' }] });
});

test('a row that no protocol knows is refused before anything is done', async () => {
  const row = cityPatch(await view(), 'x');
  for (const wrong of [
    { ...row, base: { city: { crm: { kind: 'unseen' }, erp: { kind: 'blank' } } } },
    { ...row, link: 'L1' },
    { ...row, extra: 1 },
    {
      ...row,
      losers: [{ rule: 'r', side: 'crm', value: { kind: 'value', value: '\u0000' }, reason: 'crmWins' }],
    },
  ])
    expect((await ask('POST', 'sync/prepare', { rows: [wrong] })).status).toBe(422);
  const many = Array.from({ length: 201 }, () => row);
  expect((await ask('POST', 'sync/prepare', { rows: many })).status).toBe(422);
});
