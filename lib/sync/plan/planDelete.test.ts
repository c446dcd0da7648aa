import { describe, expect, test } from 'vitest';
import {
  A,
  ABSENT,
  deleted,
  E,
  found,
  mappingOf,
  pair,
  questionAbout,
  rule,
} from '../../../test/setup/engine.ts';
import type { ConflictKey, CrmId, ErpId } from '../ids.ts';
import type { Base, Conflict } from '../link.ts';
import type { Reading } from '../reading.ts';
import { planRecord } from './planRecord.ts';
import { isNothing, type RecordPlan } from './recordPlan.ts';

const DELETE = 'delete' as ConflictKey;
const review = (decision: 'crm' | 'erp' | null = null): Conflict => ({
  key: DELETE,
  decision,
  kind: 'delete',
  deleted: 'crm',
});
const overwritten = (decision: 'crm' | null = null): Conflict => ({
  key: 'overwritten:crm:x' as ConflictKey,
  decision,
  kind: 'overwritten',
  rule: 'x' as never,
  side: 'crm',
  values: [],
});

const plan = (
  crm: Reading<CrmId>,
  erp: Reading<ErpId>,
  { conflicts = [], base = { x: pair('a') } }: { conflicts?: readonly Conflict[]; base?: object } = {},
): RecordPlan =>
  planRecord({
    mapping: mappingOf(rule('x'), rule('y')),
    link: { base: { y: pair('y'), ...base } as Base, conflicts },
    crm,
    erp,
    toleranceMs: 0,
  });
const nothing = { writes: [], settled: [], causes: [], losers: [], open: [], close: [] };
const gone = deleted<CrmId>();
const still = found(E, { x: 'a', y: 'y' });

describe('a proven delete', () => {
  test('takes its untouched twin along, on either side', () => {
    expect(plan(gone, still)).toEqual({ ...nothing, end: { archive: 'erp' } });
    expect(plan(found(A, { X: 'a', Y: 'y' }), deleted())).toEqual({ ...nothing, end: { archive: 'crm' } });
  });

  test('of both ends the link, without anything to archive', () => {
    expect(plan(gone, deleted())).toEqual({ ...nothing, end: { archive: null } });
  });

  test('of both waits for a question about values that somebody may miss, and for no other', () => {
    const waits = (conflict: Conflict) => plan(gone, deleted(), { conflicts: [conflict] }).end === null;
    expect(waits(questionAbout('x', 'a', 'b'))).toBe(true);
    expect(waits(overwritten())).toBe(true);
    expect(waits({ ...questionAbout('x', 'a', 'b'), decision: 'crm' })).toBe(false);
    expect(waits(overwritten('crm'))).toBe(false);
    expect(waits(review())).toBe(false);
  });

  test.each<[string, Reading<ErpId>, object?]>([
    ['changed', found(E, { x: 'typed', y: 'y' })],
    ['carries open documents', found(E, { x: 'a', y: 'y' }, { openDocuments: true })],
    ['has a value that was never agreed on', found(E, { x: 'a', y: 'y' }), { x: undefined }],
    ['was left apart', found(E, { x: 'a', y: 'y' }), { x: pair(null, 'a') }],
  ])('is a person’s to judge where the twin %s', (_, twin, base = {}) => {
    expect(plan(gone, twin, { base: { x: pair('a'), ...base } })).toEqual({
      ...nothing,
      open: [review()],
      end: null,
    });
  });

  test.each([questionAbout('x', 'a', 'b'), overwritten()])(
    'is so while another question stands',
    (standing) => {
      expect(plan(gone, still, { conflicts: [standing] })).toMatchObject({ open: [review()], end: null });
      const answered = { ...standing, decision: 'crm' } as Conflict;
      expect(plan(gone, still, { conflicts: [answered] })).toMatchObject({
        open: [],
        end: { archive: 'erp' },
      });
    },
  );

  test('is not judged by an empty field that nobody agreed on', () => {
    expect(plan(gone, found(E, { x: null, y: 'y' }), { base: { x: undefined } }).end).toEqual({
      archive: 'erp',
    });
  });

  test('is asked about the other way round too', () => {
    expect(plan(found(A, { X: 'typed', Y: 'y' }), deleted()).open).toEqual([{ ...review(), deleted: 'erp' }]);
  });

  test('is left alone where a field of the twin is hidden, or the twin is not there', () => {
    expect(isNothing(plan(gone, found(E, { x: 'a', y: undefined })))).toBe(true);
    expect(isNothing(plan(gone, found(E, { x: 'typed', y: undefined })))).toBe(true);
    expect(isNothing(plan(gone, ABSENT))).toBe(true);
    expect(isNothing(plan(ABSENT, deleted()))).toBe(true);
    expect(isNothing(plan(ABSENT, still))).toBe(true);
  });
});

describe('a person who is asked about a delete', () => {
  const changed = found(E, { x: 'typed', y: 'y' });

  test('is asked once', () => {
    expect(isNothing(plan(gone, changed, { conflicts: [review()] }))).toBe(true);
  });

  test('says that it goes: the twin is archived, whatever stands on it', () => {
    expect(plan(gone, changed, { conflicts: [review('crm')] })).toEqual({
      ...nothing,
      close: [DELETE],
      end: { archive: 'erp' },
    });
  });

  test('keeps the other record: the link ends, and it goes on alone', () => {
    expect(plan(gone, changed, { conflicts: [review('erp')] })).toEqual({
      ...nothing,
      close: [DELETE],
      end: { archive: null },
    });
  });

  test('need not answer once the twin is as it was agreed on', () => {
    expect(plan(gone, still, { conflicts: [review()] })).toEqual({
      ...nothing,
      close: [DELETE],
      end: { archive: 'erp' },
    });
  });

  test('need not answer once the record is back, and both are synced as ever', () => {
    const back = plan(found(A, { X: 'b', Y: 'y' }), still, { conflicts: [review()] });
    expect(back).toMatchObject({ close: [DELETE], end: null, writes: [{ rule: 'x' }] });
    expect(plan(found(A, { X: 'a', Y: 'y' }), still, { conflicts: [overwritten()] }).close).toEqual([]);
  });
});

test('nothing is nothing only where no part of a plan says anything', () => {
  const idle: RecordPlan = { ...nothing, end: null };
  expect(isNothing(idle)).toBe(true);
  expect(isNothing({ ...idle, close: [DELETE] })).toBe(false);
  expect(isNothing({ ...idle, open: [review()], close: [DELETE] })).toBe(false);
  expect(isNothing({ ...idle, settled: [{ rule: 'x' as never, pair: pair('a') }] })).toBe(false);
  expect(isNothing({ ...idle, end: { archive: null } })).toBe(false);
});
