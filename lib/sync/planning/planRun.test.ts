// Long because every cause that a plan can name stands beside what it counts.
import { describe, expect, test, vi } from 'vitest';
import {
  A,
  ABSENT,
  answered,
  deleted,
  E,
  engineOf,
  found,
  L,
  LOST,
  linkOf,
  mappingOf,
  ofCrm,
  ofErp,
  ofLink,
  pair,
  pendingOf,
  questionAbout,
  rule,
} from '../../../test/setup/engine.ts';
import type { CrmId, Cursor, ErpId, LinkId, MappingVersion, ServerTime } from '../ids.ts';
import type { Link } from '../link.ts';
import { planRecord } from '../plan/planRecord.ts';
import type { Dirty, LinkView } from '../ports.ts';
import type { Progress } from '../progress.ts';
import type { Reading } from '../reading.ts';
import { asValue, BLANK } from '../value.ts';
import { plan } from './dryRun.ts';
import { inBatches } from './inBatches.ts';
import type { Planned } from './planned.ts';
import { plannedChange } from './plannedChange.ts';
import { plannedTwin } from './plannedTwin.ts';
import { planRun } from './planRun.ts';
import { Tally } from './tally.ts';

const money = rule('x', { currency: { code: 'EUR' } });
const named = rule('y', { blanks: 'propagate' });
const priced = rule('z', { currency: { erpField: 'cur' } });

/** `count` pairs that agreed on `a`; the CRM has `b` now. */
const setUp = (count = 1) => {
  const fakes = engineOf(mappingOf(rule('x')));
  const base = { x: pair('a') } as Link['base'];
  for (let index = 0; index < count; index++) {
    const [crm, erp, id] = [`A${index}`, `E${index}`, `L${index}`] as [CrmId, ErpId, LinkId];
    fakes.crm.records.set(crm, found(crm, { X: 'b' }));
    fakes.erpRecords.records.set(erp, found(erp, { x: 'a' }));
    fakes.book.put(linkOf({ id, crm, erp, base }));
  }
  return fakes;
};

describe('a plan of a whole run', () => {
  const planAll = async (
    fakes: ReturnType<typeof setUp>,
    dirty: readonly Dirty[],
    settings: Partial<ReturnType<typeof setUp>['engine']['settings']> = {},
    watch: Parameters<typeof planRun>[3] = {},
  ) => {
    const { engine, mapping } = fakes;
    const seen: (Planned | null)[] = [];
    const works = await planRun(
      { ...engine, settings: { ...engine.settings, ...settings } },
      mapping,
      dirty,
      watch,
      (change) => seen.push(change),
    );
    if (typeof works === 'string') return { works, seen };
    return {
      works: works.map((work) => [
        work.dirty.map(({ id }) => id as string).join(' '),
        work.read === null ? null : work.read.items.map(({ view }) => view.link.id as string).join(' '),
      ]),
      seen,
    };
  };

  test('writes nothing, and keeps what it read for the batches that follow', async () => {
    const fakes = setUp(3);
    const { works, seen } = await planAll(fakes, [ofCrm('A0'), ofErp('E1'), ofLink('L2')]);
    expect(works).toEqual([
      ['A0 E1', 'L0 L1'],
      ['L2', 'L2'],
    ]);
    expect(seen.map((each) => (each?.kind === 'change' ? each.link : null))).toEqual(['L0', 'L1', 'L2']);
    expect(fakes.erp.prepare).not.toHaveBeenCalled();
    expect(fakes.erpRecords.write).not.toHaveBeenCalled();
  });

  test('reads a link that several things name once, and leaves its own entry to the batch that deals with it', async () => {
    const fakes = setUp(3);
    const dirty = [ofCrm('A0'), ofCrm('A1'), ofErp('E0'), ofLink('L1'), ofCrm('A2')];
    const { works, seen } = await planAll(fakes, dirty);
    expect(works).toEqual([
      ['A0 A1 L1', 'L0 L1'],
      ['E0', ''],
      ['A2', 'L2'],
    ]);
    expect(seen).toHaveLength(3);
  });

  test('keeps readings up to the bound, and reads the rest again in its turn', async () => {
    const dirty = [ofCrm('A0'), ofCrm('A1'), ofCrm('A2')];
    expect((await planAll(setUp(3), dirty, { keptReadings: 2 })).works).toEqual([
      ['A0 A1', 'L0 L1'],
      ['A2', null],
    ]);
    expect((await planAll(setUp(3), dirty, { keptReadings: 1 })).works).toEqual([
      ['A0 A1', null],
      ['A2', 'L2'],
    ]);
    expect((await planAll(setUp(3), dirty, { keptReadings: 0, readSize: 3 })).works).toEqual([
      ['A0 A1 A2', null],
    ]);
  });

  test('plans a link once that several things name, and leaves them to one batch, also where nothing is kept', async () => {
    const fakes = setUp(4);
    const dirty = [
      ofCrm('A0'),
      ofCrm('A1'),
      ofCrm('A2'),
      ofLink('L2'),
      ofLink('L0'),
      ofLink('L1'),
      ofCrm('A3'),
    ];
    const { works, seen } = await planAll(fakes, dirty, { keptReadings: 0 });
    expect(works).toEqual([
      ['A0 A1 L0 L1', null],
      ['A2 L2', null],
      ['A3', null],
    ]);
    expect(seen).toHaveLength(4);
    expect(fakes.crm.read.mock.calls.flatMap(([ids]) => ids)).toEqual(['A0', 'A1', 'A2', 'A3']);
  });

  test('counts what somebody else is at among the readings', async () => {
    const fakes = setUp(2);
    fakes.book.put(linkOf({ id: 'L0' as LinkId, crm: 'A0' as CrmId, pending: pendingOf() }), 'live');
    const { works, seen } = await planAll(fakes, [ofCrm('A0'), ofCrm('A1')], {
      readSize: 1,
      keptReadings: 1,
    });
    expect(works).toEqual([
      ['A0', ''],
      ['A1', null],
    ]);
    expect(seen).toHaveLength(1);
  });

  test('counts records without a link among the readings', async () => {
    const fakes = setUp(0);
    for (const id of ['A0', 'A1'] as CrmId[]) fakes.crm.records.set(id, found(id, { X: 'b' }));
    const look = () => Promise.resolve(answered([{ kind: 'asked' as const }]));
    const create = {
      twins: { look },
      keyOf: () => 'K',
      references: [],
      crm: null,
      erp: 'inTransaction',
    } as never;
    const engine = { ...fakes.engine, ports: { ...fakes.engine.ports, create } };
    const settings = { readSize: 1, keptReadings: 1 };
    expect((await planAll({ ...fakes, engine }, [ofCrm('A0'), ofCrm('A1')], settings)).works).toEqual([
      ['A0', ''],
      ['A1', null],
    ]);
  });

  test('stops where somebody does not answer, or cancels', async () => {
    const silent = setUp(3);
    silent.crm.read.mockResolvedValueOnce(LOST);
    expect((await planAll(silent, [ofCrm('A0')])).works).toBe('silent');
    const told: Progress[] = [];
    const signal = { aborted: false };
    const onProgress = (progress: Progress) => {
      told.push(progress);
      signal.aborted = progress.done > 0;
    };
    const cancelled = await planAll(
      setUp(3),
      [ofCrm('A0'), ofCrm('A1'), ofCrm('A2')],
      {},
      { onProgress, signal },
    );
    expect(cancelled.works).toBe('cancelled');
    expect(told).toEqual([
      { phase: 'planning', done: 0, total: 3 },
      { phase: 'planning', done: 2, total: 3 },
    ]);
  });

  test('goes in batches, the last as short as it is', () => {
    expect(inBatches([ofCrm('A'), ofCrm('B'), ofCrm('C')], 2)).toEqual([
      [ofCrm('A'), ofCrm('B')],
      [ofCrm('C')],
    ]);
    expect(inBatches([], 2)).toEqual([]);
  });
});

const item = (
  crm: Reading<CrmId>,
  erp: Reading<ErpId>,
  more: Partial<Link> = {},
  pending: LinkView['pending'] = 'none',
) => ({
  view: { link: linkOf({ base: { x: pair(5), y: pair('y') } as Link['base'], ...more }), pending },
  crm,
  erp,
});
const mapping = mappingOf(money, named);
const changeOf = (of: ReturnType<typeof item>, rules = mapping) =>
  plannedChange(
    planRecord({ mapping: rules, link: of.view.link, crm: of.crm, erp: of.erp, toleranceMs: 0 }),
    of,
  );

describe('one change', () => {
  const same = found(E, { x: 5, y: 'y' });

  test('is told with before and after, and why', () => {
    expect(changeOf(item(found(A, { X: 7, Y: null }), same))).toEqual({
      kind: 'change',
      link: L,
      crm: A,
      erp: E,
      fields: [
        {
          rule: 'x',
          side: 'erp',
          field: 'x',
          before: asValue(5),
          after: asValue(7),
          changed: 'crm',
          why: 'onlyChange',
        },
        {
          rule: 'y',
          side: 'erp',
          field: 'y',
          before: asValue('y'),
          after: BLANK,
          changed: 'crm',
          why: 'onlyChange',
        },
      ],
      questions: [],
      archive: null,
      first: null,
    });
  });

  test('is told on the side that it is written on', () => {
    const change = changeOf(item(found(A, { X: 5, Y: 'y' }), found(E, { x: 6, y: 'y' })));
    expect(change?.fields).toMatchObject([{ side: 'crm', field: 'X', changed: 'erp' }]);
  });

  test('of nothing is none, also where only a base is remembered', () => {
    expect(changeOf(item(found(A, { X: 5, Y: 'y' }), same))).toBeNull();
    expect(changeOf(item(found(A, { X: 6, Y: 'y' }), found(E, { x: 6, y: 'y' })))).toBeNull();
    expect(changeOf(item(ABSENT, same))).toBeNull();
    expect(changeOf(item(deleted(), deleted()))).toBeNull();
  });

  test('that is a question names it; that is an archiving, its side', () => {
    expect(changeOf(item(found(A, { X: 6, Y: 'y' }), found(E, { x: 7, y: 'y' })))).toMatchObject({
      fields: [],
      questions: [{ reason: 'bothChanged' }],
    });
    expect(changeOf(item(deleted(), same))).toMatchObject({ fields: [], questions: [], archive: 'erp' });
  });

  test('waits for an intent that was left behind, or for a merge to be followed', () => {
    const waiting = { fields: [], questions: [], archive: null };
    const recover = changeOf(item(found(A, { X: 7, Y: 'y' }), same, {}, 'expired'));
    expect(recover).toMatchObject({ ...waiting, link: L, first: 'recover' });
    expect(changeOf(item(deleted(null, 'S' as CrmId), same))).toMatchObject({ ...waiting, first: 'follow' });
    expect(changeOf(item(found('S' as CrmId, { X: 7, Y: 'y' }), same))).toMatchObject({ first: null });
  });
});

describe('one twin', () => {
  const { engine } = engineOf(mapping);
  const unmet = (standing: object, values: Parameters<typeof found>[1] = { X: 5, Y: null }) =>
    plannedTwin(engine, mapping, {
      of: { side: 'crm', id: A },
      dirty: ofCrm('A'),
      reading: found(A, values),
      standing,
    } as never);
  const candidate = { id: E, certain: true, linked: false };

  test('is told with what it would be made of', () => {
    expect(unmet({ kind: 'free', candidates: [], wanted: false })).toEqual({
      kind: 'twin',
      of: { side: 'crm', id: A },
      step: { kind: 'make' },
      candidates: [],
      fields: [{ rule: 'x', field: 'x', value: asValue(5) }],
    });
  });

  test('is linked, or asked about, with nothing made', () => {
    expect(unmet({ kind: 'free', candidates: [candidate], wanted: false })).toMatchObject({
      step: { kind: 'link', twin: E },
      candidates: [candidate],
      fields: [],
    });
    const alike = { ...candidate, certain: false };
    expect(unmet({ kind: 'free', candidates: [alike], wanted: false })).toMatchObject({
      step: { kind: 'ask' },
      fields: [],
    });
    expect(unmet({ kind: 'free', candidates: [alike], wanted: true })).toMatchObject({
      step: { kind: 'make' },
    });
  });

  test('is none where the record is not free, or nothing could be made', () => {
    for (const kind of ['asked', 'leftAlone', 'live', 'waiting', 'linked'])
      expect(unmet({ kind })).toBeNull();
    expect(unmet({ kind: 'free', candidates: [], wanted: false }, { X: null, Y: null })).toBeNull();
    expect(unmet({ kind: 'free', candidates: [candidate], wanted: false }, {})).not.toBeNull();
  });
});

describe('what the brake is told', () => {
  const tallyOf = (rules: typeof mapping, ...items: readonly ReturnType<typeof item>[]) => {
    const tally = new Tally(rules);
    for (const each of items) tally.see(changeOf(each, rules), each);
    return tally;
  };
  const empty = { creates: 0, updates: 0, clears: [], deletes: 0, moved: [] };
  const erpRecord = found(E, { x: 5, y: 'y' });

  test('is nothing where nothing is to be done, or only asked', () => {
    const tally = tallyOf(
      mapping,
      item(found(A, { X: 5, Y: 'y' }), erpRecord),
      item(found(A, { X: 6, Y: 'y' }), found(E, { x: 7, y: 'y' })),
    );
    expect(tally.counts()).toEqual(empty);
    expect(tally.isEmpty).toBe(true);
    expect(tally.sample).toMatchObject([{ questions: [{ reason: 'bothChanged' }] }]);
  });

  test('counts records, cleared fields as a share of those that were filled, and amounts that move', () => {
    const tally = tallyOf(
      mapping,
      item(found(A, { X: 7, Y: null }), erpRecord),
      item(found(A, { X: 2, Y: 'y' }), erpRecord),
      item(found(A, { X: 5, Y: 'y' }), found(E, { x: 5, y: 'q' })),
    );
    expect(tally.counts()).toEqual({
      ...empty,
      updates: 3,
      clears: [{ side: 'erp', field: 'y', cleared: 1, of: 3 }],
      moved: [{ currency: 'EUR', amount: 5 }],
    });
    expect(tally.isEmpty).toBe(false);
  });

  test('adds up what is cleared twice, and counts only what is filled', () => {
    const tally = tallyOf(
      mapping,
      item(found(A, { X: 5, Y: null }), erpRecord),
      item(found(A, { X: 5, Y: null }), erpRecord),
      item(found(A, { X: 5, Y: null }), found(E, { x: 5, y: null })),
      item(ABSENT, found(E, { x: 5, y: undefined })),
    );
    expect(tally.counts().clears).toEqual([{ side: 'erp', field: 'y', cleared: 2, of: 2 }]);
  });

  test('an amount that appears, or goes, moves by all of itself', () => {
    const rules = mappingOf(rule('x', { currency: { code: 'EUR' }, blanks: 'propagate' }));
    const without = { base: { x: pair(null) } as Link['base'] };
    const appears = item(found(A, { X: -5 }), found(E, { x: null }), without);
    const goes = item(found(A, { X: null }), found(E, { x: 5 }));
    expect(tallyOf(rules, appears, goes).counts().moved).toEqual([{ currency: 'EUR', amount: 10 }]);
  });

  test('a currency is the record’s own where the rule says so, and unknown is not another', () => {
    const rules = mappingOf(priced);
    const base = { base: { z: pair(5) } as Link['base'] };
    const of = (cur: string | null | undefined) => item(found(A, { Z: 6 }), found(E, { z: 5, cur }), base);
    expect(tallyOf(rules, of('EUR'), of('USD'), of('EUR'), of(null), of(undefined)).counts().moved).toEqual([
      { currency: 'EUR', amount: 2 },
      { currency: 'USD', amount: 1 },
      { currency: null, amount: 2 },
    ]);
  });

  test('a text in an amount’s field moves nothing that could be added up', () => {
    const rules = mappingOf(money);
    expect(tallyOf(rules, item(found(A, { X: 'n/a' }), found(E, { x: 5 }))).counts().moved).toEqual([
      { currency: 'EUR', amount: 5 },
    ]);
  });

  test('what has to be recovered or followed first may be written; an archiving is a delete', () => {
    const recover = item(found(A, { X: 5, Y: 'y' }), erpRecord, {}, 'expired');
    const follow = item(deleted(null, 'S' as CrmId), erpRecord);
    expect(tallyOf(mapping, recover, follow).counts()).toMatchObject({ updates: 2, deletes: 0 });
    const gone = tallyOf(mapping, item(deleted(), erpRecord));
    expect(gone.counts()).toEqual({ ...empty, deletes: 1 });
    expect(gone.isEmpty).toBe(false);
  });

  test('twins: made is a create, linked may be a write, asked is neither', () => {
    const twin = (step: object) =>
      ({ kind: 'twin', of: { side: 'crm', id: A }, step, candidates: [], fields: [] }) as never;
    const tally = new Tally(mapping);
    tally.see(twin({ kind: 'ask' }), null);
    expect(tally.isEmpty).toBe(true);
    tally.see(twin({ kind: 'make' }), null);
    expect(tally.counts()).toEqual({ ...empty, creates: 1 });
    tally.see(twin({ kind: 'link', twin: E }), null);
    expect(tally.counts()).toEqual({ ...empty, creates: 1, updates: 1 });
    expect(tally.isEmpty).toBe(false);
  });

  test('a sample is twenty changes, the first ones', () => {
    const one = item(found(A, { X: 7, Y: 'y' }), erpRecord);
    const tally = tallyOf(mapping, ...Array.from({ length: 25 }, () => one));
    expect(tally.sample).toHaveLength(20);
    expect(tally.counts().updates).toBe(25);
  });
});

describe('a dry run', () => {
  const dry = async (
    fakes: ReturnType<typeof setUp>,
    options: Partial<Parameters<typeof plan>[2]> = {},
    trigger: 'schedule' | 'full' = 'schedule',
  ) => {
    const onChange = vi.fn<(change: Planned) => void>();
    const result = await plan(fakes.engine, trigger, { onChange, ...options });
    return {
      result,
      told: onChange.mock.calls.map(([change]) => (change.kind === 'change' ? change.link : null)),
    };
  };
  const untouched = ({ store, erp, crm, erpRecords }: ReturnType<typeof setUp>) =>
    [
      store.saveRun,
      store.saveDiscovery,
      store.settle,
      erp.lease,
      erp.brake,
      erp.prepare,
      erp.commit,
      erp.report,
      crm.write,
      erpRecords.write,
    ].every(({ mock }) => mock.calls.length === 0);

  test('tells of what is dirty and of what the feeds would tell, each once, and leaves no trace', async () => {
    const fakes = setUp(3);
    fakes.crm.records.set('A1' as CrmId, found('A1' as CrmId, { X: 'a' }));
    fakes.store.put({ dirty: [ofCrm('A0')] });
    const changes = [0, 2].map((id) => ({ modifiedAt: 5 as ServerTime, id: `A${id}` as CrmId }));
    fakes.feed.changes.mockResolvedValueOnce(answered({ changes, more: false, readAt: null }));
    fakes.erp.changes.mockResolvedValueOnce(
      answered({ dirty: [ofErp('E1')], next: 'c1' as Cursor, more: false }),
    );
    const { result, told } = await dry(fakes);
    expect(result).toMatchObject({ kind: 'planned', seen: 3, counts: { updates: 2 } });
    expect(told).toEqual(['L0', 'L2']);
    expect(fakes.crm.read.mock.calls.flat(2)).toEqual(['A0', 'A2', 'A1']);
    expect(untouched(fakes)).toBe(true);
  });

  test('of one record reads no feed', async () => {
    const fakes = setUp(2);
    fakes.store.put({ dirty: [ofCrm('A0')] });
    const { result, told } = await dry(fakes, { scope: { kind: 'record', link: 'L1' as LinkId } });
    expect(result).toMatchObject({ kind: 'planned', seen: 1 });
    expect(told).toEqual(['L1']);
    expect(fakes.erp.links.mock.calls).toEqual([[[ofLink('L1')]]]);
    expect(fakes.feed.changes).not.toHaveBeenCalled();
  });

  test('of everything begins the feeds at their start', async () => {
    const fakes = setUp(1);
    const positions = {
      mapping: 1 as MappingVersion,
      watermark: 5_000 as ServerTime,
      cursor: 'c0' as Cursor,
    };
    fakes.store.put({ positions });
    await dry(fakes, {}, 'full');
    expect(fakes.feed.changes.mock.calls).toEqual([[null, null]]);
  });

  test.each<[string, (fakes: ReturnType<typeof setUp>) => void]>([
    ['the mapping', ({ erp }) => erp.mapping.mockResolvedValueOnce(LOST)],
    ['a feed', ({ feed }) => feed.changes.mockResolvedValueOnce(LOST)],
    ['a reading', ({ crm }) => crm.read.mockResolvedValueOnce(LOST)],
  ])('says that somebody did not answer: %s', async (_, fail) => {
    const fakes = setUp(1);
    fakes.store.put({ dirty: [ofCrm('A0')] });
    fail(fakes);
    expect((await dry(fakes)).result).toEqual({ kind: 'silent' });
  });

  test('ends where a person cancels', async () => {
    expect((await dry(setUp(1), { signal: { aborted: true } })).result).toEqual({ kind: 'cancelled' });
  });

  test('of a record with a question tells of it once it has news', async () => {
    const fakes = setUp(1);
    const link = fakes.book.link('L0' as LinkId);
    if (link !== null) fakes.book.put({ ...link, conflicts: [questionAbout('x', 'b', 'a')] });
    const { told } = await dry(fakes, { scope: { kind: 'record', link: 'L0' as LinkId } });
    expect(told).toEqual([]);
  });
});
