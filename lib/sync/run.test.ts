// Long because one run is followed through every place at which it can be stopped.
import { describe, expect, test } from 'vitest';
import {
  A,
  answered,
  E,
  engineOf,
  found,
  L,
  LOST,
  linkOf,
  mappingOf,
  ofCrm,
  ofLink,
  pair,
  rule,
} from '../../test/setup/engine.ts';
import type { CrmId, ErpId, LinkId, RunId } from './ids.ts';
import type { Link } from './link.ts';
import type { AutoOrder } from './order/autoOrder.ts';
import type { Dirty, Ports } from './ports.ts';
import type { Progress } from './progress.ts';
import { run } from './run.ts';
import type { RunState } from './runState.ts';
import { asValue } from './value.ts';

/** `count` pairs that agreed on `a`; the CRM has `b` now, and its feed has told. */
const setUp = (count = 1, more: Partial<Ports> = {}) => {
  const fakes = engineOf(mappingOf(rule('x')), more);
  const base = { x: pair('a') } as Link['base'];
  const dirty: Dirty[] = [];
  for (let index = 0; index < count; index++) {
    const [crm, erp, id] = (index === 0 ? [A, E, L] : [`A${index}`, `E${index}`, `L${index}`]) as [
      CrmId,
      ErpId,
      LinkId,
    ];
    fakes.crm.records.set(crm, found(crm, { X: 'b' }));
    fakes.erpRecords.records.set(erp, found(erp, { x: 'a' }));
    fakes.book.put(linkOf({ id, crm, erp, base }));
    dirty.push(ofCrm(crm));
  }
  fakes.store.put({ dirty });
  return fakes;
};
const leftBehind = (more: object = {}): RunState =>
  ({
    id: 'R0',
    trigger: 'schedule',
    scope: { kind: 'all' },
    rows: [],
    phase: 'discovering',
    ...more,
  }) as unknown as RunState;
const counts = (more: object = {}) => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  conflict: 0,
  failed: 0,
  seen: 0,
  ...more,
});
const isWritten = ({ erpRecords }: ReturnType<typeof setUp>) =>
  JSON.stringify(erpRecords.records.get(E)).includes('"b"');

describe('a run', () => {
  test('finds, plans, writes, tells the ERP API, and is over', async () => {
    const fakes = setUp();
    const end = await run(fakes.engine, 'manual');
    expect(end).toEqual({
      kind: 'finished',
      id: 'I1',
      result: 'success',
      counts: counts({ updated: 1, seen: 1 }),
    });
    expect(isWritten(fakes)).toBe(true);
    expect(fakes.erp.report.mock.calls).toEqual([
      [
        {
          id: 'I1',
          trigger: 'manual',
          scope: { kind: 'all' },
          rows: [{ record: L, outcome: 'updated', reason: null }],
          ending: 'complete',
        },
      ],
    ]);
    expect(fakes.store.state()).toMatchObject({ run: null, dirty: [] });
  });

  test('is in the store in every one of its phases, before it does what the phase is for', async () => {
    const { engine, store, feed, crm, erpRecords } = setUp();
    const phase = () => store.state().run?.phase;
    const seen: unknown[] = [];
    feed.changes.mockImplementationOnce(() => {
      seen.push(phase());
      return Promise.resolve(answered({ changes: [], more: false, readAt: null }));
    });
    const read = crm.read.getMockImplementation();
    crm.read.mockImplementation((ids) => {
      seen.push(phase());
      return read?.(ids) ?? Promise.resolve(LOST);
    });
    const write = erpRecords.write.getMockImplementation();
    erpRecords.write.mockImplementation((rows) => {
      seen.push(phase());
      return write?.(rows) ?? Promise.resolve(LOST);
    });
    const { report } = engine.ports.erp;
    const ports = { ...engine.ports, erp: { ...engine.ports.erp } };
    ports.erp.report = (each) => {
      seen.push(phase());
      return report(each);
    };
    await run({ ...engine, ports }, 'schedule');
    expect(seen).toEqual(['discovering', 'planning', 'syncing', 'reporting']);
  });

  test('in which nothing is to be done asks nobody for leave, and writes nothing', async () => {
    const { engine, crm, erp, store } = setUp();
    crm.records.set(A, found(A, { X: 'a' }));
    expect(await run(engine, 'schedule')).toMatchObject({
      result: 'success',
      counts: counts({ unchanged: 1, seen: 1 }),
    });
    expect(erp.brake).not.toHaveBeenCalled();
    expect(erp.prepare).not.toHaveBeenCalled();
    expect(store.saveRun.mock.calls.map(([state]) => state?.phase)).toEqual([
      'discovering',
      'planning',
      'reporting',
      undefined,
    ]);
  });

  test('that finds a change only when it writes, having planned none, leaves it to the next one', async () => {
    const fakes = setUp();
    const { engine, crm, store } = fakes;
    engine.ports.crm.read = crm.read;
    crm.read.mockResolvedValueOnce(answered([found(A, { X: 'a' })]));
    const forgetful = { ...engine, settings: { ...engine.settings, keptReadings: 0 } };
    expect(await run(forgetful, 'schedule')).toMatchObject({ result: 'success' });
    expect(isWritten(fakes)).toBe(false);
    expect(store.state().dirty).toEqual([ofLink('L')]);
    await run(forgetful, 'schedule');
    expect(isWritten(fakes)).toBe(true);
  });

  test('of more than is kept in memory reads the rest a second time, as many together as the first', async () => {
    const { engine, crm, erp, store } = setUp(9);
    const settings = { ...engine.settings, keptReadings: 3, readSize: 3, batchSize: 2 };
    expect(await run({ ...engine, settings }, 'schedule')).toMatchObject({
      counts: counts({ updated: 9, seen: 9 }),
    });
    const asked = crm.read.mock.calls.map(([ids]) => ids.length);
    // Three times for the plan; what was written is not looked at again here.
    expect(asked).toEqual([3, 3, 3, 3, 3]);
    expect(erp.prepare.mock.calls.map(([rows]) => rows.length)).toEqual([2, 1, 2, 1, 2, 1]);
    expect(store.state().dirty).toEqual([]);
  });

  test('deals with all links of a record, though they are more than a batch', async () => {
    const fakes = setUp(0);
    fakes.erpRecords.records.set(E, found(E, { x: 'b' }));
    for (const index of [0, 1]) {
      const [id, crm] = [`L${index}` as LinkId, `A${index}` as CrmId];
      fakes.crm.records.set(crm, found(crm, { X: 'a' }));
      fakes.book.put(linkOf({ id, crm, erp: E, base: { x: pair('a') } as Link['base'] }));
    }
    fakes.store.put({ dirty: [{ kind: 'erp', id: E }] });
    const engine = { ...fakes.engine, settings: { ...fakes.engine.settings, batchSize: 1 } };
    expect(await run(engine, 'schedule')).toMatchObject({ counts: counts({ updated: 2, seen: 2 }) });
  });

  test('tells how far it is, batch by batch', async () => {
    const { engine } = setUp(3);
    const told: Progress[] = [];
    await run(engine, 'schedule', { onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([
      { phase: 'discovering', done: 0, total: null },
      { phase: 'planning', done: 0, total: 3 },
      { phase: 'planning', done: 2, total: 3 },
      { phase: 'planning', done: 3, total: 3 },
      { phase: 'syncing', total: 3, done: 0 },
      { phase: 'syncing', total: 3, done: 2 },
      { phase: 'syncing', total: 3, done: 3 },
    ]);
  });

  test('asked for one record looks at nothing else, and moves no position', async () => {
    const fakes = setUp(2);
    const scope = { kind: 'record', link: L } as const;
    expect(await run(fakes.engine, 'record', { scope })).toMatchObject({ counts: { seen: 1, updated: 1 } });
    expect(fakes.feed.changes).not.toHaveBeenCalled();
    expect(fakes.erpRecords.records.get('E1' as ErpId)).toMatchObject({
      cells: { x: { seen: asValue('a') } },
    });
    expect(fakes.erp.report.mock.calls[0]?.[0].scope).toEqual(scope);
    expect(fakes.store.state().positions).toBeNull();
  });
});

describe('somebody else', () => {
  test('of this user is at it: skipped, with nothing begun', async () => {
    const { engine, erp, store } = setUp();
    erp.lease.mockResolvedValueOnce(answered('taken'));
    expect(await run(engine, 'schedule')).toEqual({ kind: 'skipped' });
    expect(store.saveRun).not.toHaveBeenCalled();
  });

  test('may be, nobody knows: interrupted, with nothing begun', async () => {
    const { engine, erp, store } = setUp();
    erp.lease.mockResolvedValueOnce(LOST);
    expect(await run(engine, 'schedule')).toEqual({ kind: 'interrupted' });
    expect(store.saveRun).not.toHaveBeenCalled();
  });
});

describe('a system that does not answer', () => {
  const failed = { kind: 'finished', result: 'failed' };

  test.each<[string, (fakes: ReturnType<typeof setUp>) => void]>([
    ['the mapping', ({ erp }) => erp.mapping.mockResolvedValueOnce(LOST)],
    ['a feed', ({ feed }) => feed.changes.mockResolvedValueOnce(LOST)],
    ['the reading', ({ crm }) => crm.read.mockResolvedValueOnce(LOST)],
    ['the brake', ({ erp }) => erp.brake.mockResolvedValueOnce(LOST)],
    ['what was prepared', ({ erp }) => erp.prepare.mockResolvedValueOnce(LOST)],
  ])('ends the run as failed, says so, and leaves what is dirty: %s', async (_, fail) => {
    const fakes = setUp();
    fail(fakes);
    expect(await run(fakes.engine, 'schedule')).toMatchObject(failed);
    expect(fakes.erp.report.mock.calls[0]?.[0].ending).toBe('silent');
    expect(fakes.store.state()).toMatchObject({ run: null, dirty: [ofCrm('A')] });
    expect(isWritten(fakes)).toBe(false);
    expect(await run(fakes.engine, 'schedule')).toMatchObject({ result: 'success' });
    expect(isWritten(fakes)).toBe(true);
  });

  test('in the second batch: what the first one did stays done, and is in the report', async () => {
    const { engine, erp, store, book } = setUp(3);
    erp.prepare.mockImplementationOnce((rows) =>
      Promise.resolve(answered(rows.map((each) => book.prepare(each)))),
    );
    erp.prepare.mockResolvedValueOnce(LOST);
    expect(await run(engine, 'schedule')).toMatchObject({ ...failed, counts: { updated: 2, seen: 2 } });
    expect(store.state().dirty).toEqual([ofCrm('A2')]);
  });

  test('to the report: the run waits, and is told of with the next start, once, with its own end', async () => {
    const { engine, erp, store } = setUp();
    erp.report.mockResolvedValueOnce(LOST);
    expect(await run(engine, 'manual')).toEqual({ kind: 'interrupted' });
    expect(store.state().run).toMatchObject({ id: 'I1', phase: 'reporting', ending: 'complete' });
    erp.mapping.mockClear();
    expect(await run(engine, 'manual')).toMatchObject({ kind: 'finished', id: 'I1', counts: { updated: 1 } });
    expect(erp.mapping).not.toHaveBeenCalled();
    const reports = erp.report.mock.calls.map(([each]) => each);
    expect(reports).toHaveLength(2);
    expect(reports[1]).toEqual(reports[0]);
  });
});

describe('a run that a dead worker left behind', () => {
  test('is gone on with, under its own id, and covers the start that found it', async () => {
    const { engine, store, erp } = setUp();
    store.put({ run: leftBehind() });
    expect(await run(engine, 'schedule')).toMatchObject({
      kind: 'finished',
      id: 'R0',
      counts: { updated: 1 },
    });
    expect(erp.report).toHaveBeenCalledTimes(1);
  });

  test('while it planned: plans anew, and reads no feed', async () => {
    const fakes = setUp();
    fakes.store.put({ run: leftBehind({ phase: 'planning' }) });
    expect(await run(fakes.engine, 'schedule')).toMatchObject({ id: 'R0', result: 'success' });
    expect(fakes.feed.changes).not.toHaveBeenCalled();
    expect(fakes.erp.brake).toHaveBeenCalledTimes(1);
    expect(isWritten(fakes)).toBe(true);
  });

  test('while it wrote: goes on in batches without asking the brake again, and keeps its rows', async () => {
    const fakes = setUp(3);
    const rows = [{ record: 'Lx' as LinkId, outcome: 'failed' as const, reason: 'no' }];
    fakes.store.put({ run: leftBehind({ phase: 'syncing', rows }) });
    expect(await run(fakes.engine, 'schedule')).toMatchObject({
      id: 'R0',
      result: 'partial',
      counts: counts({ updated: 3, failed: 1, seen: 4 }),
    });
    expect(fakes.erp.brake).not.toHaveBeenCalled();
    expect(fakes.feed.changes).not.toHaveBeenCalled();
    expect(fakes.erp.prepare.mock.calls.map(([each]) => each.length)).toEqual([2, 1]);
  });

  test('is no reason to leave out what this start is for', async () => {
    const ids = async (left: object, ...[trigger, options]: [Parameters<typeof run>[1], object?]) => {
      const { engine, store, erp } = setUp();
      store.put({ run: leftBehind(left) });
      await run(engine, trigger, options);
      return erp.report.mock.calls.map(([{ id, trigger: of }]) => `${id === 'R0' ? 'R0' : 'new'} ${of}`);
    };
    const one = (link: LinkId) => ({ scope: { kind: 'record', link } as const });
    const both = (second: string) => ['R0 schedule', second];
    expect(await ids({}, 'schedule')).toEqual(['R0 schedule']);
    expect(await ids({}, 'manual')).toEqual(['R0 schedule']);
    expect(await ids({}, 'full')).toEqual(both('new full'));
    expect(await ids({ trigger: 'full' }, 'full')).toEqual(['R0 full']);
    expect(await ids({ trigger: 'full' }, 'schedule')).toEqual(['R0 full']);
    expect(await ids({}, 'record', one(L))).toEqual(both('new record'));
    expect(await ids({ trigger: 'record', ...one(L) }, 'record', one(L))).toEqual(['R0 record']);
    expect(await ids({ trigger: 'record', ...one('M' as LinkId) }, 'record', one(L))).toEqual([
      'R0 record',
      'new record',
    ]);
    expect(await ids({ trigger: 'record', ...one(L) }, 'schedule')).toEqual(['R0 record', 'new schedule']);
  });

  test('and is interrupted again leaves nothing else begun', async () => {
    const { engine, store, erp } = setUp();
    store.put({ run: leftBehind() });
    erp.report.mockResolvedValueOnce(LOST);
    expect(await run(engine, 'full')).toEqual({ kind: 'interrupted' });
    expect(store.state().run?.id).toBe('R0');
  });
});

describe('the brake', () => {
  const ask = answered({ kind: 'ask' as const, reasons: ['3 updates'] });

  test('is shown the whole run before anything is written', async () => {
    const fakes = setUp(3);
    fakes.erp.brake.mockImplementationOnce(() => {
      expect(isWritten(fakes)).toBe(false);
      return Promise.resolve(answered({ kind: 'go' }));
    });
    await run(fakes.engine, 'schedule');
    expect(fakes.erp.brake.mock.calls).toMatchObject([
      [{ run: 'I1', counts: { updates: 3, creates: 0, deletes: 0 }, sample: [{}, {}, {}] }],
    ]);
  });

  test('holds: nothing is written, the run is told of as braked, and stays', async () => {
    const fakes = setUp();
    fakes.erp.brake.mockResolvedValueOnce(ask);
    expect(await run(fakes.engine, 'schedule')).toEqual({ kind: 'braked', id: 'I1', reasons: ['3 updates'] });
    expect(isWritten(fakes)).toBe(false);
    expect(fakes.erp.report.mock.calls).toEqual([
      [{ id: 'I1', trigger: 'schedule', scope: { kind: 'all' }, rows: [], ending: 'braked' }],
    ]);
    expect(fakes.store.state().run).toMatchObject({ id: 'I1', phase: 'planning' });
    // Approved meanwhile: the same run plans anew and goes on.
    expect(await run(fakes.engine, 'schedule')).toMatchObject({
      kind: 'finished',
      id: 'I1',
      result: 'success',
    });
    expect(isWritten(fakes)).toBe(true);
  });

  test('holds still: another start begins nothing beside it', async () => {
    const { engine, erp, store } = setUp();
    erp.brake.mockResolvedValue(ask);
    await run(engine, 'schedule');
    expect(await run(engine, 'full')).toMatchObject({ kind: 'braked', id: 'I1' });
    expect(store.state().run?.id).toBe('I1');
  });

  test('holds, and nobody hears of it: interrupted', async () => {
    const { engine, erp } = setUp();
    erp.brake.mockResolvedValueOnce(ask);
    erp.report.mockResolvedValueOnce(LOST);
    expect(await run(engine, 'schedule')).toEqual({ kind: 'interrupted' });
  });
});

describe('a person who cancels', () => {
  test('before anything: the run ends as cancelled, and what is dirty stays dirty', async () => {
    const fakes = setUp();
    expect(await run(fakes.engine, 'schedule', { signal: { aborted: true } })).toMatchObject({
      result: 'cancelled',
    });
    expect(fakes.erp.mapping).not.toHaveBeenCalled();
    expect(fakes.store.state()).toMatchObject({ run: null, dirty: [ofCrm('A')] });
  });

  test('gives up the run that was left behind, and begins no other', async () => {
    const { engine, store, erp } = setUp();
    store.put({ run: leftBehind() });
    await run(engine, 'full', { signal: { aborted: true } });
    expect(erp.report.mock.calls.map(([{ id, ending }]) => `${id} ${ending}`)).toEqual(['R0 cancelled']);
    expect(store.state().run).toBeNull();
  });

  test.each<[Progress['phase'], number, object]>([
    ['discovering', 0, counts()],
    ['planning', 2, counts()],
    ['syncing', 2, counts({ updated: 2, seen: 2 })],
  ])('while it is %s: it ends there', async (phase, done, result) => {
    const { engine, erp } = setUp(3);
    const signal = { aborted: false };
    const end = await run(engine, 'schedule', {
      signal,
      onProgress: (progress) => {
        if (progress.phase === phase && progress.done === done) signal.aborted = true;
      },
    });
    expect(end).toMatchObject({ result: 'cancelled', counts: result });
    expect(erp.report.mock.calls[0]?.[0].ending).toBe('cancelled');
  });
});

describe('won opportunities', () => {
  const orders = (won: AutoOrder['won']) => ({
    won,
    ports: {
      read: () => Promise.resolve(answered({ kind: 'absent' as const })),
      book: { claims: () => Promise.resolve(LOST) },
      erpOrders: null,
      keyOf: (id: string) => id,
    },
  });

  test('are asked for among the CRM records that were looked at; without an answer those stay dirty', async () => {
    const asked: unknown[] = [];
    const won = (ids: readonly CrmId[]) => {
      asked.push(ids);
      return Promise.resolve(asked.length === 1 ? LOST : answered([]));
    };
    const { engine, store } = setUp(1, { orders: orders(won) as never });
    expect(await run(engine, 'schedule')).toMatchObject({ result: 'success' });
    expect(store.state().dirty).toEqual([ofCrm('A')]);
    await run(engine, 'schedule');
    expect(store.state().dirty).toEqual([]);
    expect(asked).toEqual([[A], [A]]);
  });

  test('that become no order are failures of the links that they have, or of themselves', async () => {
    const undecided = { code: 'order.rateUnknown', message: 'No rate.' };
    const won = (ids: readonly CrmId[]) =>
      Promise.resolve(answered(ids.map((met) => ({ met, opportunity: met, undecided }))));
    const { engine, erp } = setUp(1, { orders: orders(won as never) as never });
    expect(await run(engine, 'schedule')).toMatchObject({ counts: { failed: 1, seen: 1 } });
    expect(erp.report.mock.calls[0]?.[0].rows).toEqual([
      { record: 'L', outcome: 'failed', reason: 'order.rateUnknown: No rate.' },
    ]);
  });

  test('claims that were left behind are finished by a full run alone, which fails where it cannot', async () => {
    const { engine } = setUp(1, { orders: orders(() => Promise.resolve(answered([]))) as never });
    expect(await run(engine, 'schedule')).toMatchObject({ result: 'success' });
    expect(await run(engine, 'full')).toMatchObject({ result: 'failed' });
  });
});

test('a full run tells of twins that arrived late, and fails where nobody answers', async () => {
  const twins = { doubts: () => Promise.resolve(LOST) };
  const create = { twins, keyOf: () => 'K', crm: null, erp: null, references: [] } as never;
  const { engine } = setUp(1, { create });
  expect(await run(engine, 'schedule')).toMatchObject({ result: 'success' });
  expect(await run(engine, 'full')).toMatchObject({ result: 'failed' });
  expect(await run({ ...engine, ports: { ...engine.ports, create: null } }, 'full')).toMatchObject({
    result: 'success',
  });
});

test('a run in the store of another start is reported under its own rows', async () => {
  const { engine, store } = setUp(0);
  store.put({ run: leftBehind({ id: 'R9' as RunId, phase: 'reporting', ending: 'silent' }) });
  expect(await run(engine, 'schedule')).toEqual({
    kind: 'finished',
    id: 'R9',
    result: 'failed',
    counts: counts(),
  });
});
