// Long because every answer that a decision can get stands side by side here, over one set of books.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { ACCOUNT, HOST, SYNC_ON } from '../../../../test/setup/requests.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import { cityPatch, value } from '../../../../test/setup/syncing.ts';
import type { ConflictView, Resolved } from '../../api/sync/conflicts.ts';
import type { Conflict, LinkView } from '../../api/sync/link.ts';
import type { RecordStatus } from '../../api/sync/recordStatus.ts';
import type { Stored } from '../../api/sync/values.ts';

let erp: TestErp;
let token: string;
let bob: string;
let admin: string;
let count = 0;
let link: string;
let crm: string;
beforeAll(async () => {
  erp = await startErp();
  await erp.seed(scopedBooks);
  token = await erp.token();
  bob = await erp.token({ user: 'bob' });
  admin = await erp.token({ role: 'crm.admin', user: 'admin' });
  await configure({ highValue: { amount: 500_000, currency: 'EUR' } });
  const rules = [rule('BillingCity', 'city'), rule('Limit__c', 'creditLimit', 'toCrm')];
  await ask('PUT', MAPPING, { rules }, { as: admin, headers: { 'If-Match': '"0"' } });
});
beforeEach(async () => {
  count += 1;
  const record = { ...ACCOUNT, id: `00100000000${3000 + count}AAA` };
  crm = `${record.system}/${record.org}/${record.object}/${record.id}`;
  const json = { record, host: HOST, customer: 'C1' };
  link = ((await ask('PUT', 'links', json)).body as { id: string }).id;
});
afterAll(() => erp.close());

const MAPPING = 'field-mapping?system=salesforce&object=Account&erpObject=customer';
const rule = (crmField: string, erpField: string, direction: 'both' | 'toCrm' = 'both') => ({
  key: erpField,
  crmField,
  erpField,
  flow:
    direction === 'both' ? { direction, policy: 'ask', firstTime: 'ask' } : { direction, firstTime: 'ask' },
  steps: [],
  blanks: 'keep',
  group: null,
  askAbove: null,
});

const ask = (
  method: string,
  path: string,
  json?: unknown,
  { as = token, headers = {} }: { as?: string; headers?: Record<string, string> } = {},
) => erp.ask(method, `/api/crm/${path}`, { token: as, headers, ...(json === undefined ? {} : { json }) });
const configure = async (change: object) => {
  const etag = (await erp.get('/api/crm/config', admin)).headers.get('etag') ?? '';
  const saved = await ask(
    'PUT',
    'config',
    { ...SYNC_ON, ...change },
    { as: admin, headers: { 'If-Match': etag } },
  );
  expect(saved.status).toBe(200);
};
const view = async (): Promise<LinkView> => {
  const { body } = await ask('POST', 'sync/links', { dirty: [{ kind: 'link', id: link }] });
  const [found] = (body as { views: LinkView[] }).views;
  if (found === undefined) throw new Error('No link.');
  return found;
};
const contested = (key: string, fields: { rule: string; crm: Stored; erp: Stored }[]): Conflict => ({
  key,
  decision: null,
  kind: 'fields',
  reason: 'bothChanged',
  fields,
});
const cityQuestion = (city = 'Bremen') =>
  contested('field:city', [{ rule: 'city', crm: value(city), erp: value('Kiel') }]);
const limitQuestion = (crmLimit: number) =>
  contested('field:limit', [{ rule: 'creditLimit', crm: value(crmLimit), erp: value(100_000) }]);

/** Asks questions beside the link, as a run would. */
const open = async (questions: readonly Conflict[], more: object = {}): Promise<void> => {
  const row = {
    ...cityPatch(await view(), 'x'),
    mapping: 1,
    pending: null,
    intended: [],
    open: questions,
    ...more,
  };
  const { body } = await ask('POST', 'sync/prepare', { rows: [row] });
  expect(body).toEqual({ rows: [{ kind: 'done' }] });
};
const list = async (query = `?record=${crm}`, as = token) =>
  (await erp.get(`/api/crm/sync/conflicts${query}`, as)).body as {
    conflicts: ConflictView[];
    total: number;
    nextCursor: string | null;
  };
const only = async (): Promise<ConflictView> => {
  const [first] = (await list()).conflicts;
  if (first === undefined) throw new Error('No question.');
  return first;
};
let wish = 0;
const decide = (
  decisions: readonly Pick<ConflictView, 'link' | 'key' | 'rev' | 'seen'>[],
  decision: string,
  { as = token, key = `wish-${wish++}` } = {},
): Promise<Answer> =>
  ask(
    'POST',
    'sync/resolve',
    {
      decisions: decisions.map((each) => ({
        link: each.link,
        key: each.key,
        rev: each.rev,
        seen: each.seen,
        decision,
      })),
    },
    { as, headers: { 'Idempotency-Key': key } },
  );
const told = ({ body }: Answer): Resolved[] =>
  (body as { rows?: Resolved[]; resolved?: Resolved[] }).rows ?? (body as { resolved: Resolved[] }).resolved;

describe('a question', () => {
  test('is told with both records, names, values, who changed what, the rule and the mapping that asked', async () => {
    const told = { at: '2026-11-20T09:00:00.000Z', by: '0057Q000002abcDEFG', of: 'field' } as const;
    await open([cityQuestion()], {
      crmChanged: { 'field:city': told, 'field:phone': { ...told, by: null } },
    });
    const question = await only();
    expect(question).toMatchObject({
      link,
      key: 'field:city',
      rev: 2,
      kind: 'fields',
      reason: 'bothChanged',
      crm,
      erp: 'customer/C1',
      erpName: 'Alder Works',
      fields: [
        {
          rule: 'city',
          crmField: 'BillingCity',
          erpField: 'city',
          label: 'City',
          type: 'text',
          base: null,
          crm: value('Bremen'),
          erp: value('Kiel'),
          erpNow: null,
        },
      ],
      changed: { crm: told, erp: { of: 'record' } },
      atStake: null,
      needsSecond: false,
      choices: ['crm', 'erp'],
      decided: null,
      mapping: 1,
    });
    expect(erp.log).toContainEqual(
      expect.objectContaining({
        event: 'CRM.ConflictDetected',
        sync_id: question.run,
        record_id: link,
        field_name: 'field:city',
      }),
    );
    expect(question.run).not.toBeNull();
    expect(question.changed.erp.at).toMatch(/^\d{4}-/);
    expect(question.changed.erp.by).toBeNull();
  });

  test('knows who of us wrote the ERP last', async () => {
    const row = { ...cityPatch(await view(), 'Husum'), mapping: 1 };
    const [field] = row.pending?.fields ?? [];
    if (row.pending === null || field === undefined) throw new Error('No field.');
    const pending = {
      ...row.pending,
      fields: [{ ...field, crm: { kind: 'kept' as const, stored: value('Husum') } }],
    };
    await ask('POST', 'sync/prepare', { rows: [{ ...row, pending }] }, { as: bob });
    await open([contested('field:city', [{ rule: 'city', crm: value('Ulm'), erp: value('Husum') }])]);
    const question = await only();
    expect(question.changed.erp.by).toBe('bob');
    expect(question.fields[0]?.base).toEqual({ crm: value('Husum'), erp: value('Husum') });
    // Back, for the others.
    await ask('POST', 'sync/prepare', {
      rows: [{ ...cityPatch(await view(), 'Kiel'), mapping: 1 }],
    });
  });

  test('with money in it says how much, in which currency, and whether two people are needed', async () => {
    await open([limitQuestion(400_000)]);
    expect(await only()).toMatchObject({
      atStake: { amount: 400_000, currency: 'EUR' },
      needsSecond: false,
      // Finance's own: not even a person turns it round.
      choices: ['erp'],
      fields: [{ label: 'Credit limit', type: 'amount', currency: 'EUR' }],
    });
    await open([limitQuestion(600_000)]);
    expect(await only()).toMatchObject({ atStake: { amount: 600_000 }, needsSecond: true });
  });

  test('about a whole record, about what was overwritten or about a survivor has its own choices', async () => {
    const questions: Conflict[] = [
      { key: 'delete', decision: null, kind: 'delete', deleted: 'crm' },
      {
        key: 'overwritten:city',
        decision: null,
        kind: 'overwritten',
        rule: 'city',
        side: 'crm',
        values: [value('Plön')],
      },
      { key: 'survivorLinked', decision: null, kind: 'survivorLinked', survivor: crm },
    ];
    await open(questions);
    const { conflicts, total } = await list();
    expect(total).toBe(3);
    expect(
      conflicts.map(({ kind, side, choices, overwritten, survivor }) => [
        kind,
        side,
        choices,
        overwritten,
        survivor,
      ]),
    ).toEqual([
      ['delete', 'crm', ['crm', 'erp'], [], null],
      ['overwritten', 'crm', ['seen'], [value('Plön')], null],
      ['survivorLinked', null, [], [], crm],
    ]);
  });

  test('about a whole record stands for the amount of that record, about what was overwritten for what was lost', async () => {
    await open([{ key: 'delete', decision: null, kind: 'delete', deleted: 'erp' }]);
    // A customer stands for no amount of its own.
    expect(await only()).toMatchObject({ atStake: null, needsSecond: false, erpName: 'Alder Works' });
    await open([
      {
        key: 'overwritten:limit',
        decision: null,
        kind: 'overwritten',
        rule: 'creditLimit',
        side: 'crm',
        values: [value(900_000)],
      },
    ]);
    const [, overwritten] = (await list()).conflicts;
    expect(overwritten).toMatchObject({ atStake: { amount: 900_000, currency: 'EUR' }, needsSecond: true });
  });

  test('of a rule that has gone since keeps its names; one that nobody knows has none', async () => {
    await open([contested('field:a', [{ rule: 'nobody knows', crm: value(1), erp: value(2) }])]);
    expect((await only()).fields[0]).toMatchObject({
      crmField: null,
      erpField: null,
      label: null,
      type: null,
    });
  });

  test('is listed page by page, the longest waiting first, and only to those who see the customer', async () => {
    await open([cityQuestion()]);
    const all: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = await list(`?limit=3${cursor === null ? '' : `&cursor=${cursor}`}`);
      all.push(...page.conflicts.map((each) => `${each.link} ${each.key}`));
      cursor = page.nextCursor;
      if (cursor === null) {
        expect(all).toHaveLength(page.total);
        break;
      }
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all.at(-1)).toBe(`${link} field:city`);
    const cem = await erp.token({ user: 'cem', scope: 'own' });
    expect(await list('', cem)).toEqual({ conflicts: [], total: 0, nextCursor: null });
    expect((await erp.get('/api/crm/sync/conflicts?cursor=x', token)).body).toMatchObject({
      code: 'cursor.malformed',
    });
  });
});

describe('a decision', () => {
  test('is taken once, told to the next run and to the ledger; the second to decide is told who was first', async () => {
    await open([cityQuestion()]);
    const question = await only();
    const first = await decide([question], 'crm');
    expect(first).toMatchObject({ status: 200, body: { rows: [{ kind: 'done', rev: 3 }] } });
    expect(erp.log).toContainEqual(
      expect.objectContaining({
        event: 'CRM.ConflictResolved',
        // The run that had asked.
        sync_id: question.run,
        conflict_id: `${link}/field:city`,
        resolution_strategy: 'crm',
      }),
    );
    const { link: now } = await view();
    expect(now).toMatchObject({ rev: 3, conflicts: [{ key: 'field:city', decision: 'crm' }] });
    const second = await decide([question], 'erp', { as: bob });
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({
      code: 'conflicts.open',
      title: 'Sync conflict detected. Review and resolve.',
      resolved: [{ kind: 'decided', decided: { decision: 'crm', by: 'ann' } }],
    });
    // The run has carried it out; who comes even later is told, too.
    await open([], { close: ['field:city'] });
    expect(told(await decide([question], 'erp', { as: bob }))).toMatchObject([
      { kind: 'decided', decided: { decision: 'crm', by: 'ann' } },
    ]);
  });

  test('that is sent again under its key is answered as it was, and counts once', async () => {
    await open([cityQuestion()]);
    const question = await only();
    const first = await decide([question], 'crm', { key: `same-${count}` });
    const again = await decide([question], 'crm', { key: `same-${count}` });
    expect(again.body).toEqual(first.body);
    expect((await view()).link.rev).toBe(3);
    const reused = await decide([question], 'erp', { key: `same-${count}` });
    expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency.reused' } });
  });

  test('about values that have moved on either side is shown again, with the question of now', async () => {
    await open([cityQuestion('Bremen')]);
    const question = await only();
    // The CRM moved: the next run asked anew.
    await open([cityQuestion('Jena')]);
    const moved = await decide([question], 'crm');
    expect(moved.status).toBe(409);
    expect(told(moved)).toMatchObject([
      { kind: 'moved', conflict: { rev: 3, fields: [{ crm: value('Jena') }] } },
    ]);
    // Another rev alone is enough.
    const now = await only();
    expect(told(await decide([{ ...now, rev: 2 }], 'crm'))).toMatchObject([{ kind: 'moved' }]);
    expect(told(await decide([{ ...now, seen: question.seen }], 'crm'))).toMatchObject([{ kind: 'moved' }]);
    // The ERP moved, and no run has seen it yet.
    const books = structuredClone(scopedBooks);
    Object.assign(books.customers[0] ?? {}, { city: 'Plön' });
    await erp.seed(books);
    const shown = await decide([now], 'crm');
    expect(told(shown)).toMatchObject([{ kind: 'moved', conflict: { fields: [{ erpNow: value('Plön') }] } }]);
    await erp.seed(scopedBooks);
    expect((await view()).link.conflicts).toMatchObject([{ decision: null }]);
  });

  test('about a link that is being written waits; one that the question does not offer is refused; of nothing is unknown', async () => {
    await open([cityQuestion(), limitQuestion(200_000)]);
    const [city, limit] = (await list()).conflicts;
    if (city === undefined || limit === undefined) throw new Error('No questions.');
    expect(told(await decide([limit], 'crm'))).toEqual([{ kind: 'notAChoice', choices: ['erp'] }]);
    expect(told(await decide([{ ...city, key: 'field:other' }], 'crm'))).toEqual([{ kind: 'unknown' }]);
    const cem = await erp.token({ user: 'cem', scope: 'own' });
    expect(told(await decide([city], 'crm', { as: cem }))).toEqual([{ kind: 'unknown' }]);
    const row = { ...cityPatch(await view(), 'Kiel'), mapping: 1 };
    await ask('POST', 'sync/prepare', { rows: [row] });
    expect(told(await decide([{ ...city, rev: 3 }], 'crm'))).toEqual([{ kind: 'busy' }]);
  });

  test('of many at once: each is taken by itself, two of one link together, and 409 tells what was not', async () => {
    await open([cityQuestion(), { key: 'delete', decision: null, kind: 'delete', deleted: 'crm' }]);
    const questions = (await list()).conflicts;
    const both = await decide(questions, 'erp');
    expect(both).toMatchObject({
      status: 200,
      body: {
        rows: [
          { kind: 'done', rev: 3 },
          { kind: 'done', rev: 3 },
        ],
      },
    });
    expect((await view()).link.rev).toBe(3);
    await open([cityQuestion('Trier')], { rev: 3 });
    const [fresh] = (await list()).conflicts.filter(({ decided }) => decided === null);
    if (fresh === undefined) throw new Error('No question.');
    const mixed = await decide([fresh, { ...fresh, key: 'field:none' }], 'crm');
    expect(mixed.status).toBe(409);
    expect(told(mixed).map(({ kind }) => kind)).toEqual(['done', 'unknown']);
    expect(told(await decide([fresh, fresh], 'crm')).map(({ kind }) => kind)).toEqual(['decided', 'decided']);
  });

  test('above the threshold needs two people of one mind', async () => {
    await open([limitQuestion(700_000)]);
    const question = await only();
    const first = await decide([question], 'erp');
    expect(first).toMatchObject({
      status: 200,
      body: { rows: [{ kind: 'proposed', proposed: { by: 'ann' } }] },
    });
    expect(await only()).toMatchObject({ proposed: { decision: 'erp', by: 'ann' }, decided: null, rev: 2 });
    // The same person again is not a second one.
    expect(told(await decide([question], 'erp'))).toMatchObject([{ kind: 'proposed' }]);
    expect(told(await decide([question], 'erp', { as: bob }))).toEqual([{ kind: 'done', rev: 3 }]);
    expect((await only()).decided).toMatchObject({ decision: 'erp', by: 'bob' });
    const { links } = (await erp.get(`/api/crm/sync/records?crm=${crm}`, token)).body as RecordStatus;
    expect(links[0]?.history.slice(0, 3).map(({ kind, by }) => [kind, by])).toEqual([
      ['decided', 'bob'],
      ['proposed', 'ann'],
      ['proposed', 'ann'],
    ]);
  });

  test('that only says "seen" puts away what was overwritten', async () => {
    await open([
      {
        key: 'overwritten:city',
        decision: null,
        kind: 'overwritten',
        rule: 'city',
        side: 'crm',
        values: [value('Gera')],
      },
    ]);
    expect(told(await decide([await only()], 'seen'))).toEqual([{ kind: 'done', rev: 3 }]);
    expect((await list()).conflicts).toEqual([]);
  });

  test('asked anew for other values counts no more', async () => {
    await open([cityQuestion('Bremen')]);
    await decide([await only()], 'crm');
    await open([cityQuestion('Gotha')]);
    expect(await only()).toMatchObject({ decided: null, proposed: null, fields: [{ crm: value('Gotha') }] });
  });
});

describe('the status of one record', () => {
  const status = async (as = token) =>
    (await erp.get(`/api/crm/sync/records?crm=${crm}`, as)).body as RecordStatus;

  test('has its link, mapping, intent, questions, dead letter, last runs with their reasons, and its history', async () => {
    await open([cityQuestion()]);
    const row = { ...cityPatch(await view(), 'Kiel'), mapping: 1 };
    await ask('POST', 'sync/prepare', { rows: [row] });
    await ask('PUT', 'sync/dead-letters', {
      link,
      run: row.run,
      code: 'crm.refused',
      reason: 'A validation rule.',
    });
    const rows = [
      { link, outcome: 'failed', reason: 'A validation rule.' },
      { link: crm, outcome: 'unchanged' },
    ];
    await ask('PUT', `sync/runs/${row.run}`, { trigger: 'manual', state: 'finished', rows });
    const told = await status();
    expect(told).toMatchObject({
      crm,
      paused: null,
      links: [
        {
          link,
          rev: 3,
          erp: 'customer/C1',
          erpName: 'Alder Works',
          erpObject: 'customer',
          linkedBy: 'ann',
          mapping: { version: 1, enabled: true, rules: 2 },
          pending: { state: 'live', by: 'ann' },
          conflicts: [{ key: 'field:city' }],
          deadLetter: { code: 'crm.refused' },
        },
      ],
    });
    expect(told.runs.map(({ outcome, reason }) => [outcome, reason])).toContainEqual([
      'failed',
      'A validation rule.',
    ]);
    expect(told.runs).toHaveLength(2);
    const kinds = told.links[0]?.history.map(({ kind }) => kind) ?? [];
    expect(kinds.at(-1)).toBe('linked');
    for (const kind of ['asked', 'intended', 'outcome']) expect(kinds).toContain(kind);
    const intended = told.links[0]?.history.find(({ kind, side }) => kind === 'intended' && side === 'erp');
    expect(intended).toMatchObject({ field: 'city', before: value('Kiel'), after: value('Kiel'), by: 'ann' });
  });

  test('shows nobody what is not theirs, and of a record that nobody knows nothing', async () => {
    await ask('PUT', `sync/runs/of-ann-${count}00`, {
      trigger: 'manual',
      state: 'finished',
      rows: [{ link: crm, outcome: 'failed', reason: 'Not found.' }],
    });
    const cem = await erp.token({ user: 'cem', scope: 'own' });
    expect(await status(cem)).toMatchObject({ links: [], runs: [] });
    const unknown = await erp.get('/api/crm/sync/records?crm=hubspot/1/deal/2', token);
    expect(unknown.body).toMatchObject({ links: [], runs: [] });
  });
});
