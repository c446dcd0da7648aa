// Long because one batch is followed through every step, and every way in which each can fail.
import { describe, expect, test } from 'vitest';
import {
  A,
  ABSENT,
  answered,
  cell,
  deleted,
  E,
  engineOf,
  entry,
  found,
  L,
  LOST,
  linkOf,
  mappingOf,
  OFFLINE,
  ofCrm,
  ofLink,
  pair,
  pendingOf,
  questionAbout,
  RUN,
  readAndSync,
  rule,
} from '../../test/setup/engine.ts';
import type { CrmId, ErpId, LinkId, Rev, ServerTime, Version } from './ids.ts';
import type { Link, PendingField } from './link.ts';
import type { Dirty, Ports } from './ports.ts';
import { syncBatch } from './syncBatch.ts';
import { asValue } from './value.ts';

/** Of what was met, the records. */
const metOf = async (batch: ReturnType<typeof syncBatch>) => {
  const result = await batch;
  return result === null ? null : { ...result, met: [...result.met.keys()] };
};

/** One pair that agreed on `a`; the CRM has `crm` now, the ERP `erp`. */
const setUp = (
  { crm = 'b', erp = 'a', link = {} }: { crm?: string; erp?: string; link?: Partial<Link> } = {},
  more: Partial<Ports> = {},
) => {
  const fakes = engineOf(mappingOf(rule('x'), rule('y')), more);
  fakes.crm.records.set(A, found(A, { X: crm, Y: 'y' }));
  fakes.erpRecords.records.set(E, found(E, { x: erp, y: 'y' }));
  fakes.book.put(linkOf({ base: { x: pair('a'), y: pair('y') } as Link['base'], ...link }));
  const sync = (dirty: readonly Dirty[] = [ofLink('L')], mayWrite = true) =>
    metOf(readAndSync(fakes, dirty, mayWrite));
  return { ...fakes, sync };
};
const row = (outcome: string, reason: string | null = null, record: string = L) => ({
  record,
  outcome,
  reason,
});
const erpField = (pending: string) => ({ kind: 'found', cells: { x: { seen: asValue(pending) } } });

describe('a change', () => {
  test('goes over, becomes the base, and the record is done', async () => {
    const { sync, erpRecords, crm, book, erp } = setUp();
    expect(await sync()).toEqual({ outcomes: [row('updated')], again: [], met: [A] });
    expect(erpRecords.records.get(E)).toMatchObject(erpField('b'));
    expect(book.link()).toMatchObject({ base: { x: pair('b'), y: pair('y') }, pending: null });
    expect(crm.write).not.toHaveBeenCalled();
    // Nothing is left that another look would have to find.
    expect(erp.links).toHaveBeenCalledTimes(1);
    expect(erp.commit.mock.calls).toMatchObject([[[{ link: L, run: RUN, end: false }]]]);
  });

  test('the other way, the same', async () => {
    const { sync, erpRecords, crm } = setUp({ crm: 'a', erp: 'c' });
    expect(await sync()).toMatchObject({ outcomes: [row('updated')] });
    expect(crm.records.get(A)).toMatchObject({ cells: { X: { seen: asValue('c') } } });
    expect(erpRecords.write).not.toHaveBeenCalled();
  });

  test('of nothing needs nobody', async () => {
    const { sync, erp } = setUp({ crm: 'a' });
    expect(await sync()).toEqual({ outcomes: [row('unchanged')], again: [], met: [A] });
    expect(erp.prepare).not.toHaveBeenCalled();
    expect(erp.commit).not.toHaveBeenCalled();
  });

  test('to the same on both sides is remembered without a write, and counts as unchanged', async () => {
    const { sync, book, crm, erpRecords } = setUp({ crm: 'b', erp: 'b' });
    expect(await sync()).toMatchObject({ outcomes: [row('unchanged')] });
    expect(book.link()?.base).toMatchObject({ x: pair('b') });
    expect([crm.write, erpRecords.write].every(({ mock }) => mock.calls.length === 0)).toBe(true);
  });

  test('on both sides is asked about, and nothing is written', async () => {
    const { sync, book, erp } = setUp({ crm: 'b', erp: 'c' });
    expect(await sync()).toEqual({ outcomes: [row('conflict', 'bothChanged')], again: [], met: [A] });
    expect(book.link()?.conflicts).toMatchObject([{ key: 'field:x', reason: 'bothChanged' }]);
    expect(erp.commit).not.toHaveBeenCalled();
  });

  test('beside a question that stands is written all the same, and the question is why it is asked about', async () => {
    const asked = questionAbout('y', 'q', 'p');
    const fakes = setUp({ link: { conflicts: [asked] } });
    fakes.crm.records.set(A, found(A, { X: 'b', Y: 'q' }));
    fakes.erpRecords.records.set(E, found(E, { x: 'a', y: 'p' }));
    expect(await fakes.sync()).toMatchObject({ outcomes: [row('conflict', 'bothChanged')] });
    expect(fakes.erpRecords.records.get(E)).toMatchObject(erpField('b'));
  });

  test('a question that is closed by the plan is no longer why', async () => {
    const { sync } = setUp({ crm: 'b', erp: 'b', link: { conflicts: [questionAbout('x', 'b', 'c')] } });
    expect(await sync()).toMatchObject({ outcomes: [row('unchanged')] });
  });

  test('that the brake was not asked about waits for the next run; what only is remembered does not', async () => {
    const { sync, erp } = setUp();
    expect(await sync(undefined, false)).toEqual({
      outcomes: [row('unchanged')],
      again: [ofLink('L')],
      met: [A],
    });
    expect(erp.prepare).not.toHaveBeenCalled();
    const agreed = setUp({ crm: 'b', erp: 'b' });
    expect(await agreed.sync(undefined, false)).toMatchObject({ again: [] });
    expect(agreed.book.link()?.base).toMatchObject({ x: pair('b') });
  });

  test('of which the readings are there is not read again', async () => {
    const { engine, mapping, crm, erp } = setUp();
    const view = { link: linkOf({ base: { x: pair('a'), y: pair('y') } as Link['base'] }), pending: 'none' };
    const item = { view, crm: found(A, { X: 'b', Y: 'y' }), erp: found(E, { x: 'a', y: 'y' }) } as never;
    const read = { items: [item], live: [], unmet: [] };
    const result = await syncBatch(engine, RUN, mapping, { read, mayWrite: true });
    expect(result).toMatchObject({ outcomes: [row('updated')] });
    expect(erp.links).not.toHaveBeenCalled();
    expect(crm.read).not.toHaveBeenCalled();
  });

  test('is read anew where those readings turn out to be old', async () => {
    const { engine, mapping, erp, erpRecords, crm } = setUp();
    const view = { link: linkOf({ base: { x: pair('a') } as Link['base'] }), pending: 'none' };
    const item = { view, crm: found(A, { X: 'old', Y: 'y' }), erp: found(E, { x: 'a', y: 'y' }) } as never;
    erp.prepare.mockResolvedValueOnce(answered([{ kind: 'stale' }]));
    const read = { items: [item], live: [], unmet: [] };
    const result = await syncBatch(engine, RUN, mapping, { read, mayWrite: true });
    expect(result).toMatchObject({ outcomes: [row('updated')], again: [] });
    expect(crm.read).toHaveBeenCalledTimes(1);
    expect(erpRecords.records.get(E)).toMatchObject(erpField('b'));
  });
});

describe('what the ERP API says to the plan', () => {
  test('written there in its own transaction: nobody sends anything', async () => {
    const { sync, erp, erpRecords } = setUp();
    erp.prepare.mockResolvedValueOnce(answered([{ kind: 'done' }]));
    expect(await sync()).toEqual({ outcomes: [row('updated')], again: [], met: [A] });
    expect(erpRecords.write).not.toHaveBeenCalled();
    expect(erp.commit).not.toHaveBeenCalled();
  });

  test('a half that was written there is not sent, and is what it says', async () => {
    const { sync, erp, erpRecords, crm, book } = setUp();
    crm.records.set(A, found(A, { X: 'b', Y: 'y' }));
    erpRecords.records.set(E, found(E, { x: 'a', y: 'z' }));
    erp.prepare.mockImplementationOnce((rows) => {
      const [first] = rows;
      if (first?.pending == null) throw new Error('Nothing was planned.');
      book.prepare(first);
      const fields = first.pending.fields.map((each): PendingField => {
        const { erp: half } = each;
        return half.kind === 'write' ? { ...each, erp: { kind: 'written', stored: asValue('B') } } : each;
      });
      return Promise.resolve(answered([{ kind: 'pending' as const, rev: 2 as Rev, holdMs: 60_000, fields }]));
    });
    expect(await sync()).toMatchObject({ outcomes: [row('updated')] });
    expect(erpRecords.write).not.toHaveBeenCalled();
    expect(crm.write).toHaveBeenCalledTimes(1);
    expect(book.link()?.base).toMatchObject({ x: pair('b', 'B'), y: pair('z') });
  });

  test('stale, or no answer to the row: read and planned once more', async () => {
    for (const answer of [answered([{ kind: 'stale' as const }]), answered([])]) {
      const { sync, erp, erpRecords } = setUp();
      erp.prepare.mockResolvedValueOnce(answer);
      expect(await sync()).toEqual({ outcomes: [row('updated')], again: [], met: [A] });
      expect(erp.links.mock.calls).toEqual([[[ofLink('L')]], [[ofLink('L')]]]);
      expect(erpRecords.records.get(E)).toMatchObject(erpField('b'));
    }
  });

  test('stale as often as it is tried: it would not hold still, and a later run looks again', async () => {
    const { sync, erp } = setUp();
    erp.prepare.mockResolvedValue(answered([{ kind: 'stale' }]));
    expect(await sync()).toEqual({
      outcomes: [row('failed', 'restless')],
      again: [ofLink('L')],
      met: [A],
    });
    expect(erp.prepare).toHaveBeenCalledTimes(3);
  });

  test('refused: asked about with the ERP’s own sentence, and not sent again', async () => {
    const { sync, erp, book } = setUp();
    const reason = { code: 'CREDIT', message: 'Too much.' };
    erp.prepare.mockResolvedValueOnce(answered([{ kind: 'refused', fields: ['x' as never], reason }]));
    expect(await sync()).toEqual({
      outcomes: [row('failed', 'CREDIT: Too much.')],
      again: [],
      met: [A],
    });
    expect(erp.prepare).toHaveBeenCalledTimes(2);
    expect(erp.prepare.mock.calls[1]?.[0]).toMatchObject([{ pending: null, open: [{ reason: 'refused' }] }]);
    expect(book.link()?.conflicts).toMatchObject([{ reason: 'refused', fields: [{ rule: 'x' }] }]);
  });

  test('refused one field after the other: both are remembered', async () => {
    const { sync, erp, crm } = setUp();
    crm.records.set(A, found(A, { X: 'b', Y: 'z' }));
    const reason = { code: 'NO', message: 'No.' };
    for (const name of ['x', 'y'])
      erp.prepare.mockResolvedValueOnce(answered([{ kind: 'refused', fields: [name as never], reason }]));
    await sync();
    expect(erp.prepare.mock.calls[2]?.[0]).toMatchObject([
      { pending: null, open: [{ fields: [{ rule: 'x' }] }, { fields: [{ rule: 'y' }] }] },
    ]);
  });

  test('nothing: nobody writes, and the batch stays dirty', async () => {
    const { sync, erp, erpRecords } = setUp();
    erp.prepare.mockResolvedValueOnce(LOST);
    expect(await sync()).toBeNull();
    expect(erpRecords.write).not.toHaveBeenCalled();
  });

  test('the time that it holds, less the longest request, is counted from before it was asked', async () => {
    const { sync, erp, erpRecords, clock, book } = setUp();
    const hold = (ms: number) =>
      erp.prepare.mockImplementationOnce((rows) => {
        clock.now += ms;
        return Promise.resolve(answered(rows.map((each) => book.prepare(each))));
      });
    hold(50_001);
    expect(await sync()).toMatchObject({ again: [], outcomes: [row('updated')] });
    expect(erpRecords.write).toHaveBeenCalledTimes(1);
    expect(erp.prepare).toHaveBeenCalledTimes(2);
    const inTime = setUp();
    inTime.erp.prepare.mockImplementationOnce((rows) => {
      inTime.clock.now += 50_000;
      return Promise.resolve(answered(rows.map((each) => inTime.book.prepare(each))));
    });
    expect(await inTime.sync()).toMatchObject({ outcomes: [row('updated')] });
    expect(inTime.erp.prepare).toHaveBeenCalledTimes(1);
  });
});

describe('what the side says to the write', () => {
  test('nothing: unheard, left to recovery once its time is up', async () => {
    const { sync, erpRecords, erp, book } = setUp();
    erpRecords.write.mockResolvedValueOnce(LOST);
    expect(await sync()).toEqual({
      outcomes: [row('failed', 'unheard')],
      again: [ofLink('L')],
      met: [A],
    });
    expect(erp.commit).not.toHaveBeenCalled();
    expect(book.link()?.pending).not.toBeNull();
  });

  test('never left: taken back, and tried again in the next pass', async () => {
    const { sync, erpRecords, erp } = setUp();
    erpRecords.write.mockResolvedValueOnce(OFFLINE);
    expect(await sync()).toEqual({ outcomes: [row('updated')], again: [], met: [A] });
    expect(erp.commit.mock.calls[0]?.[0]).toMatchObject([{ outcomes: [{ outcome: 'refused' }] }]);
    expect(erpRecords.write).toHaveBeenCalledTimes(2);
  });

  test('never left, and then somebody took the change back: nothing was updated', async () => {
    const { sync, erpRecords, crm } = setUp();
    erpRecords.write.mockImplementationOnce(() => {
      crm.records.set(A, found(A, { X: 'a', Y: 'y' }));
      return Promise.resolve(OFFLINE);
    });
    expect(await sync()).toMatchObject({ outcomes: [row('unchanged')], again: [] });
  });

  test('refused: failed with its own sentence, asked about, and not sent again', async () => {
    const { sync, erpRecords, book } = setUp();
    const reason = { code: 'RULE', message: 'No.' };
    erpRecords.write.mockResolvedValueOnce(answered([{ kind: 'refused', fields: ['x' as never], reason }]));
    expect(await sync()).toEqual({ outcomes: [row('failed', 'RULE: No.')], again: [], met: [A] });
    expect(erpRecords.write).toHaveBeenCalledTimes(1);
    expect(book.link()?.conflicts).toMatchObject([{ reason: 'refused' }]);
  });

  test('the same of the CRM', async () => {
    const { sync, crm } = setUp({ crm: 'a', erp: 'c' });
    const reason = { code: 'RULE', message: 'No.' };
    crm.write.mockResolvedValueOnce(answered([{ kind: 'refused', fields: ['X' as never], reason }]));
    expect(await sync()).toMatchObject({ outcomes: [row('failed', 'RULE: No.')] });
    expect(crm.write).toHaveBeenCalledTimes(1);
  });

  test('stored otherwise by a hand in between: asked, though it was written', async () => {
    const { sync, crm, erpRecords } = setUp({ crm: 'a', erp: 'c' });
    crm.write.mockResolvedValueOnce(answered([{ kind: 'written', id: A, stored: null }]));
    crm.read.mockImplementationOnce((ids) =>
      Promise.resolve(answered(ids.map(() => found(A, { X: 'a', Y: 'y' })))),
    );
    crm.read.mockImplementationOnce((ids) =>
      Promise.resolve(
        answered(ids.map(() => found(A, { X: 'typed', Y: 'y' }, { version: 'v2' as Version }))),
      ),
    );
    const result = await sync();
    expect(result).toMatchObject({ outcomes: [row('conflict', 'untellable')] });
    expect(erpRecords.write).not.toHaveBeenCalled();
  });

  test('written over what somebody had typed unread: written, and asked about in this very run', async () => {
    const { sync, crm } = setUp({ crm: 'a', erp: 'c' });
    crm.capabilities = { locking: 'none', history: true, stampMs: null };
    const before = found(A, { X: cell('a', { history: [] }), Y: 'y' });
    crm.records.set(A, before);
    crm.write.mockImplementationOnce(() => {
      const history = [entry(5, 'typed'), entry(6, 'c')];
      crm.records.set(A, found(A, { X: cell('c', { history }), Y: 'y' }));
      return Promise.resolve(answered([{ kind: 'written', id: A, stored: null }]));
    });
    expect(await sync()).toMatchObject({ outcomes: [row('conflict', 'overwritten')], again: [] });
  });

  test('the ERP is written before the CRM, each with its own rows', async () => {
    const order: string[] = [];
    const fakes = setUp();
    fakes.erpRecords.records.set(E, found(E, { x: 'a', y: 'z' }));
    const ofCrmSide = fakes.crm.write.getMockImplementation();
    fakes.crm.write.mockImplementation((rows) => {
      order.push('crm');
      return ofCrmSide?.(rows) ?? Promise.resolve(LOST);
    });
    const ofErpSide = fakes.erpRecords.write.getMockImplementation();
    fakes.erpRecords.write.mockImplementation((rows) => {
      order.push('erp');
      return ofErpSide?.(rows) ?? Promise.resolve(LOST);
    });
    expect(await fakes.sync()).toMatchObject({ outcomes: [row('updated')], again: [] });
    expect(order).toEqual(['erp', 'crm']);
    expect(fakes.book.link()?.base).toMatchObject({ x: pair('b'), y: pair('z') });
    expect(fakes.erp.links).toHaveBeenCalledTimes(1);
  });

  test('one half landed, the other did not: it counts as updated, and the rest is planned again', async () => {
    const fakes = setUp();
    fakes.erpRecords.records.set(E, found(E, { x: 'a', y: 'z' }));
    fakes.crm.write.mockResolvedValueOnce(OFFLINE);
    expect(await fakes.sync()).toMatchObject({ outcomes: [row('updated')], again: [] });
    expect(fakes.erp.links).toHaveBeenCalledTimes(2);
    expect(fakes.book.link()?.base).toMatchObject({ x: pair('b'), y: pair('z') });
  });
});

describe('what the ERP API says to the result', () => {
  test('recovered by somebody else meanwhile: what they found counts, and it is looked at again', async () => {
    const { sync, erp, book } = setUp();
    erp.commit.mockImplementationOnce((rows) => {
      for (const each of rows) book.commit(each);
      return Promise.resolve(answered(['stale' as const]));
    });
    expect(await sync()).toEqual({ outcomes: [row('unchanged')], again: [], met: [A] });
    expect(erp.links).toHaveBeenCalledTimes(2);
  });

  test('nothing: the batch stays dirty', async () => {
    const { sync, erp } = setUp();
    erp.commit.mockResolvedValueOnce(LOST);
    expect(await sync()).toBeNull();
  });
});

describe('a deleted record', () => {
  const gone = () => {
    const fakes = setUp({ crm: 'a' });
    fakes.crm.records.set(A, deleted());
    return fakes;
  };

  test('takes its twin along, and the link ends', async () => {
    const { sync, erpRecords, book, erp } = gone();
    expect(await sync()).toEqual({ outcomes: [row('updated')], again: [], met: [A] });
    expect(erpRecords.records.get(E)).toMatchObject({ kind: 'deleted' });
    expect(book.link()).toBeNull();
    expect(erp.links).toHaveBeenCalledTimes(1);
  });

  test('the same the other way', async () => {
    const { sync, erpRecords, crm, book } = setUp({ crm: 'a' });
    erpRecords.records.set(E, deleted());
    await sync();
    expect(crm.records.get(A)).toMatchObject({ kind: 'deleted' });
    expect(book.link()).toBeNull();
  });

  test('not while the brake has not been asked', async () => {
    const { sync, erpRecords } = gone();
    expect(await sync(undefined, false)).toMatchObject({ again: [ofLink('L')] });
    expect(erpRecords.write).not.toHaveBeenCalled();
  });

  test('a link whose ends are both gone ends without a write, and without the brake', async () => {
    const { sync, erpRecords, book } = gone();
    erpRecords.records.set(E, deleted());
    expect(await sync(undefined, false)).toMatchObject({ outcomes: [row('unchanged')], again: [] });
    expect(book.link()).toBeNull();
  });

  test('the twin moved just before it was archived: it stays, and the next look asks a person', async () => {
    const { sync, erpRecords, book } = gone();
    erpRecords.write.mockImplementationOnce((rows) => {
      erpRecords.records.set(E, found(E, { x: 'typed', y: 'y' }, { version: 'v9' as Version }));
      return Promise.resolve(answered(rows.map(() => ({ kind: 'stale' as const }))));
    });
    expect(await sync()).toMatchObject({ outcomes: [row('unchanged')] });
    expect(book.link()).toMatchObject({ pending: null, conflicts: [] });
    expect(await sync()).toMatchObject({ outcomes: [row('conflict', 'delete')] });
    expect(book.link()?.conflicts).toMatchObject([{ kind: 'delete', deleted: 'crm' }]);
  });
});

describe('an intent that somebody left behind', () => {
  const left = (pending: Partial<Link> = {}) => {
    const fields = [
      {
        rule: 'x',
        unit: 'field:x',
        fields: { crm: 'X', erp: 'x' },
        crm: { kind: 'kept', stored: asValue('b') },
        erp: { kind: 'write', before: asValue('a'), after: asValue('b'), mark: null },
      },
    ] as unknown as PendingField[];
    return setUp({ link: { pending: pendingOf({ fields }), ...pending } });
  };

  test('is recovered first, then the record is looked at anew in the same run', async () => {
    const { sync, erp, erpRecords, book } = left();
    expect(await sync()).toMatchObject({ outcomes: [row('updated')], again: [] });
    expect(erp.commit.mock.calls[0]?.[0]).toMatchObject([
      { intentId: 'I0', outcomes: [{ outcome: 'refused' }] },
    ]);
    expect(erp.prepare).toHaveBeenCalledTimes(1);
    expect(erpRecords.records.get(E)).toMatchObject(erpField('b'));
    expect(book.link()?.pending).toBeNull();
  });

  test('and hidden from this user is left to another, with nothing planned over it', async () => {
    const { sync, erp, erpRecords } = left();
    erpRecords.records.set(E, ABSENT);
    expect(await sync()).toEqual({ outcomes: [row('unchanged')], again: [], met: [A] });
    expect(erp.commit).not.toHaveBeenCalled();
    expect(erp.prepare).not.toHaveBeenCalled();
  });

  test('without an answer to its recovery the batch stays dirty', async () => {
    const { sync, erp } = left();
    erp.commit.mockResolvedValueOnce(LOST);
    expect(await sync()).toBeNull();
    expect(erp.prepare).not.toHaveBeenCalled();
  });

  test('and may still be at work: put off to a later run', async () => {
    const { sync, book, crm } = left();
    book.put(linkOf({ pending: pendingOf() }), 'live');
    expect(await sync()).toEqual({ outcomes: [row('unchanged')], again: [ofLink('L')], met: [] });
    expect(crm.read).not.toHaveBeenCalled();
  });
});

describe('a stamp that is no version yet', () => {
  const stamped = (which: 'crm' | 'erp', stampMs = 1_000) => {
    const fakes = setUp();
    const capabilities = { locking: 'wholeSecondLock', history: false, stampMs } as const;
    const fresh = { readAt: 1_900 as ServerTime, modifiedAt: 1_200 as ServerTime };
    if (which === 'crm') {
      fakes.crm.capabilities = capabilities;
      fakes.crm.read.mockResolvedValueOnce(answered([found(A, { X: 'b', Y: 'y' }, fresh)]));
    } else {
      fakes.erpRecords.capabilities = capabilities;
      fakes.erpRecords.read.mockResolvedValueOnce(answered([found(E, { x: 'a', y: 'y' }, fresh)]));
    }
    return fakes;
  };

  test.each(['crm', 'erp'] as const)('on the %s side: waited for, and read again', async (which) => {
    const { sync, clock, crm, erp } = stamped(which);
    expect(await sync()).toMatchObject({ outcomes: [row('updated')], again: [] });
    expect(clock.wait.mock.calls).toEqual([[1_000]]);
    expect(crm.read).toHaveBeenCalledTimes(2);
    expect(erp.prepare).toHaveBeenCalledTimes(1);
  });

  test('a record that stands still beside it is not held up, and nobody waits for nothing', async () => {
    const fakes = stamped('crm');
    const [B, F, M] = ['B' as CrmId, 'F' as ErpId, 'M' as LinkId];
    fakes.crm.read.mockReset();
    const fresh = { readAt: 1_900 as ServerTime, modifiedAt: 1_200 as ServerTime };
    fakes.crm.read.mockResolvedValueOnce(
      answered([found(A, { X: 'b', Y: 'y' }, fresh), found(B, { X: 'b', Y: 'y' })]),
    );
    fakes.crm.read.mockImplementation((ids) =>
      Promise.resolve(answered(ids.map((id) => fakes.crm.records.get(id) ?? ABSENT))),
    );
    fakes.erpRecords.records.set(F, found(F, { x: 'a', y: 'y' }));
    fakes.book.put(linkOf({ id: M, crm: B, erp: F, base: { x: pair('a'), y: pair('y') } as Link['base'] }));
    await fakes.sync([ofLink('L'), ofLink('M')]);
    expect(fakes.erp.prepare.mock.calls.map(([rows]) => rows.map(({ link }) => link))).toEqual([[M], [L]]);
    const still = setUp();
    await still.sync();
    expect(still.clock.wait).not.toHaveBeenCalled();
  });
});

describe('several records in one batch', () => {
  const B = 'B' as CrmId;
  const two = () => {
    const fakes = setUp();
    const [F, M] = ['F' as ErpId, 'M' as LinkId];
    fakes.crm.records.set(B, found(B, { X: 'b', Y: 'y' }));
    fakes.erpRecords.records.set(F, found(F, { x: 'a', y: 'y' }));
    fakes.book.put(linkOf({ id: M, crm: B, erp: F, base: { x: pair('a'), y: pair('y') } as Link['base'] }));
    return fakes;
  };
  const dirty = [ofCrm('A'), ofCrm('B')];

  test('are prepared, written and committed together', async () => {
    const { sync, erp, erpRecords } = two();
    expect(await sync(dirty)).toEqual({
      outcomes: [row('updated'), row('updated', null, 'M')],
      again: [],
      met: [A, B],
    });
    expect([erp.prepare, erpRecords.write, erp.commit].map(({ mock }) => mock.calls.length)).toEqual([
      1, 1, 1,
    ]);
  });

  test('one is stale, one lost: only the stale one is looked at again', async () => {
    const { sync, erp, erpRecords, book } = two();
    erp.prepare.mockImplementationOnce((rows) =>
      Promise.resolve(
        answered(rows.map((each) => (each.link === L ? ({ kind: 'stale' } as const) : book.prepare(each)))),
      ),
    );
    erpRecords.write.mockResolvedValueOnce(LOST);
    expect(await sync(dirty)).toEqual({
      outcomes: [row('updated'), row('failed', 'unheard', 'M')],
      again: [ofLink('M')],
      met: [A, B],
    });
    expect(erp.links.mock.calls[1]).toEqual([[ofLink('L')]]);
  });

  test('one is recovered by somebody else: the other one is done', async () => {
    const { sync, erp, book } = two();
    erp.commit.mockImplementationOnce((rows) =>
      Promise.resolve(
        answered(rows.map((each) => (each.link === L ? ('stale' as const) : book.commit(each)))),
      ),
    );
    book.put({ ...linkOf({ base: { x: pair('a'), y: pair('y') } as Link['base'] }) });
    const result = await sync(dirty);
    expect(result?.outcomes).toContainEqual(row('updated', null, 'M'));
    expect(erp.links.mock.calls[1]).toEqual([[ofLink('L')]]);
  });
});

test('a merged record’s link follows it, and is synced where it is now', async () => {
  const { sync, crm, book } = setUp();
  const S = 'S' as CrmId;
  crm.records.set(A, found(S, { X: 'b', Y: 'y' })).set(S, found(S, { X: 'b', Y: 'y' }));
  expect(await sync()).toEqual({ outcomes: [row('updated')], again: [], met: [A, S] });
  expect(book.link()).toMatchObject({ crm: S, aliases: [A], base: { x: pair('b') } });
});

test('without an answer about the survivor the batch stays dirty', async () => {
  const { sync, crm, erp } = setUp();
  crm.records.set(A, deleted(null, 'S' as CrmId));
  erp.repoint.mockResolvedValueOnce(LOST);
  expect(await sync()).toBeNull();
});

test('without an answer to the reading nothing happens', async () => {
  const { sync, erp } = setUp();
  erp.links.mockResolvedValueOnce(LOST);
  expect(await sync()).toBeNull();
  expect(erp.prepare).not.toHaveBeenCalled();
});

test('nothing read: nobody is asked', async () => {
  const { engine, mapping, crm, erp } = setUp();
  const read = { items: [], live: [], unmet: [] };
  const result = await metOf(syncBatch(engine, RUN, mapping, { read, mayWrite: true }));
  expect(result).toEqual({ outcomes: [], again: [], met: [] });
  for (const asked of [erp.links, erp.prepare, crm.read]) expect(asked).not.toHaveBeenCalled();
});
