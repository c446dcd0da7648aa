// Long because every answer of the other side stands beside what is kept of it.
import { describe, expect, test } from 'vitest';
import {
  A,
  ABSENT,
  cell,
  deleted,
  E,
  engineOf,
  entry,
  found,
  L,
  linkOf,
  mappingOf,
  pendingOf,
  RUN,
  rule,
} from '../../../test/setup/engine.ts';
import type { CrmId, ErpId, Version } from '../ids.ts';
import type { Pending, PendingField } from '../link.ts';
import type { Reading } from '../reading.ts';
import type { SideName } from '../rule.ts';
import { asValue } from '../value.ts';
import { commitRow, recoverRow } from './commit.ts';
import type { Intent } from './intent.ts';
import type { Sent } from './send.ts';

const { engine } = engineOf(mappingOf(rule('x')));
const [old, sentValue] = [asValue('old'), asValue('new')];
const write = { kind: 'write', before: old, after: sentValue, mark: null } as const;
const kept = { kind: 'kept', stored: sentValue } as const;
const field = (name: string, to: SideName = 'crm', unit = `field:${name}`): PendingField =>
  ({
    rule: name,
    unit,
    fields: { crm: name.toUpperCase(), erp: name },
    crm: to === 'crm' ? write : kept,
    erp: to === 'erp' ? write : kept,
  }) as unknown as PendingField;
const bothKept = (name: string, stored: string): PendingField => ({
  ...field(name),
  crm: { kind: 'kept', stored: asValue(stored) },
  erp: { kind: 'kept', stored: asValue(stored) },
});

describe('after our own writes', () => {
  const intentOf = (pending: Partial<Pending>): Intent => ({
    link: L,
    rev: 2 as Intent['rev'],
    pending: pendingOf(pending),
    crm: found(A, { X: 'old' }),
    erp: found(E, { x: 'old' }),
    sendBefore: 0,
  });
  const commit = (
    pending: Partial<Pending>,
    sent: { crm?: Sent<CrmId>; erp?: Sent<ErpId> },
    more: Partial<Intent> = {},
  ) =>
    commitRow(
      engine,
      { ...intentOf(pending), ...more },
      { crm: sent.crm ?? null, erp: sent.erp ?? null },
      RUN,
    );
  const written = (
    stored: Readonly<Record<string, typeof old>> | null,
    after: Reading<CrmId> | null = null,
  ) => ({ kind: 'written', stored, after }) as Sent<CrmId>;
  const reason = { code: 'RULE', message: 'No.' };

  test('what the side says that it stored is the base', () => {
    expect(commit({ fields: [field('x')] }, { crm: written({ X: asValue('NEW') }) })).toEqual({
      link: 'L',
      rev: 2,
      intentId: 'I0',
      run: 'R1',
      base: { x: { crm: asValue('NEW'), erp: sentValue } },
      open: [],
      outcomes: [{ rule: 'x', side: 'crm', outcome: 'confirmed', stored: asValue('NEW') }],
      end: false,
    });
  });

  test('one half that nobody heard of leaves the intent standing', () => {
    const two = { fields: [field('x'), field('y', 'erp')] };
    const done = { kind: 'written', stored: { y: sentValue }, after: null } as Sent<ErpId>;
    expect(commit(two, { crm: { kind: 'unknown' }, erp: done })).toBeNull();
    expect(commit(two, { crm: written({ X: sentValue }), erp: { kind: 'unknown' } })).toBeNull();
    expect(commit(two, { crm: written({ X: sentValue }), erp: done })).not.toBeNull();
  });

  test('a half that was due and has no result is not known either', () => {
    expect(commit({ fields: [field('x')] }, {})).toBeNull();
  });

  test('what was never sent is put down as refused, and asked about by nobody', () => {
    expect(commit({ fields: [field('x')] }, { crm: { kind: 'notSent' } })).toMatchObject({
      base: {},
      open: [],
      outcomes: [{ outcome: 'refused' }],
    });
  });

  test('a refusal is asked about for the unit of its field; the others were merely not stored', () => {
    const fields = [field('x', 'crm', 'group:g'), field('y', 'crm', 'group:g'), field('z')];
    const row = commit({ fields }, { crm: { kind: 'refused', fields: ['Y' as never], reason } });
    expect(row?.base).toEqual({});
    expect(row?.open).toMatchObject([
      { key: 'group:g', reason: 'refused', fields: [{ rule: 'x' }, { rule: 'y' }] },
    ]);
    expect(row?.outcomes.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused']);
  });

  test('a refusal that names nothing asks nobody', () => {
    const refused = { kind: 'refused', fields: [], reason } as const;
    expect(commit({ fields: [field('x')] }, { crm: refused })?.open).toEqual([]);
  });

  test('where the answer did not say, the record as it reads afterwards does', () => {
    const after = found(A, { X: 'new' });
    expect(commit({ fields: [field('x')] }, { crm: written(null, after) })?.base).toEqual({
      x: { crm: sentValue, erp: sentValue },
    });
  });

  test('a value rewritten by the side is no base without its history: it may be somebody’s', () => {
    const row = commit({ fields: [field('x')] }, { crm: written(null, found(A, { X: 'Other' })) });
    expect(row).toMatchObject({
      base: {},
      open: [{ reason: 'untellable', fields: [{ crm: asValue('Other') }] }],
    });
  });

  test('an acknowledged write is not taken for one that never arrived, though the old value stands there', () => {
    const row = commit({ fields: [field('x')] }, { crm: written(null, found(A, { X: 'old' })) });
    expect(row?.outcomes).toMatchObject([{ outcome: 'unknown' }]);
  });

  test('another record that answers under the id afterwards says nothing', () => {
    const row = commit({ fields: [field('x')] }, { crm: written(null, found('S' as CrmId, { X: 'new' })) });
    expect(row).toBeNull();
    const told = commit(
      { fields: [field('x')] },
      { crm: written({ X: sentValue }, found('S' as CrmId, { X: cell('s', { history: [entry(1, 's')] }) })) },
    );
    expect(told?.base).toEqual({ x: { crm: sentValue, erp: sentValue } });
  });

  test('the history afterwards shows what was replaced unread', () => {
    const history = [entry(5, 'typed'), entry(6, 'new')];
    const after = found(A, { X: cell('new', { history }) });
    expect(commit({ fields: [field('x')] }, { crm: written({ X: sentValue }, after) })).toMatchObject({
      base: { x: { crm: sentValue, erp: sentValue } },
      open: [{ kind: 'overwritten', side: 'crm', values: [asValue('typed')] }],
    });
  });

  test('a history without a new entry after an acknowledged write: it stands as it is', () => {
    const after = found(A, { X: cell('old', { history: [] }) });
    expect(commit({ fields: [field('x')] }, { crm: written(null, after) })).toMatchObject({
      base: { x: { crm: old, erp: sentValue } },
      outcomes: [{ outcome: 'confirmed' }],
    });
  });

  test('an archived twin ends the link', () => {
    expect(commit({ archive: 'crm', fields: [bothKept('x', 'k')] }, { crm: written(null) })).toEqual({
      link: 'L',
      rev: 2,
      intentId: 'I0',
      run: 'R1',
      base: {},
      open: [],
      outcomes: [],
      end: true,
    });
  });

  test.each<[string, Sent<CrmId> | null]>([
    ['was not archived', { kind: 'notSent' }],
    ['would not be archived', { kind: 'refused', fields: [], reason }],
    ['was not even tried', null],
  ])('a twin that %s keeps its link', (_, sent) => {
    const row = commit({ archive: 'crm' }, sent === null ? {} : { crm: sent });
    expect(row).toEqual({
      link: 'L',
      rev: 2,
      intentId: 'I0',
      run: 'R1',
      base: {},
      open: [],
      outcomes: [],
      end: false,
    });
  });

  test('an archiving that nobody heard of leaves the intent standing', () => {
    expect(commit({ archive: 'crm' }, { crm: { kind: 'unknown' } })).toBeNull();
    expect(commit({ archive: 'erp' }, { erp: { kind: 'unknown' } })).toBeNull();
  });

  test('what was typed just before the archiving is shown to a person, and the link stays for it', () => {
    const fields = [bothKept('x', 'k'), bothKept('y', 'k'), bothKept('z', 'k')];
    const after = deleted<CrmId>({ X: 'typed', Y: 'k', Z: undefined });
    expect(commit({ archive: 'crm', fields }, { crm: written(null, after) })).toMatchObject({
      open: [
        {
          key: 'overwritten:crm:x',
          decision: null,
          kind: 'overwritten',
          rule: 'x',
          side: 'crm',
          values: [asValue('typed')],
        },
      ],
      end: false,
    });
  });

  test('a tombstone that does not show what stood there swallows nothing that anybody could name', () => {
    const fields = [bothKept('x', 'k')];
    expect(commit({ archive: 'crm', fields }, { crm: written(null, deleted()) })).toMatchObject({
      end: true,
    });
    expect(
      commit({ archive: 'crm', fields }, { crm: written(null, found(A, { X: 'typed' })) }),
    ).toMatchObject({
      open: [],
      end: true,
    });
  });
});

describe('somebody else’s intent that has outlived its requests', () => {
  const recover = (
    pending: Partial<Pending> | null,
    crm: Reading<CrmId>,
    erp: Reading<ErpId> = found(E, { x: 'new' }),
    mapping = mappingOf(rule('x')),
  ) =>
    recoverRow(
      engine,
      mapping,
      {
        view: {
          link: linkOf({ pending: pending === null ? null : pendingOf(pending) }),
          pending: 'expired',
        },
        crm,
        erp,
      },
      RUN,
    );
  const touched = { version: 'v2' as Version };

  test('is no more: nothing to recover', () => {
    expect(recover(null, found(A, { X: 'new' }))).toBeNull();
  });

  test('landed: the value is there', () => {
    expect(recover({ fields: [field('x')] }, found(A, { X: 'new' }, touched))).toEqual({
      link: 'L',
      rev: 1,
      intentId: 'I0',
      run: 'R1',
      base: { x: { crm: sentValue, erp: sentValue } },
      open: [],
      outcomes: [{ rule: 'x', side: 'crm', outcome: 'found', stored: sentValue }],
      end: false,
    });
  });

  test('did not land: the old value is there, and nobody has touched the record', () => {
    expect(recover({ fields: [field('x')] }, found(A, { X: 'old' }))).toMatchObject({
      base: {},
      open: [],
      outcomes: [{ outcome: 'refused' }],
    });
  });

  test('cannot be told: the old value is there on a record that somebody has touched', () => {
    expect(recover({ fields: [field('x')] }, found(A, { X: 'old' }, touched))).toMatchObject({
      open: [{ reason: 'untellable' }],
      outcomes: [{ outcome: 'unknown' }],
    });
  });

  test('cannot be told either where the field only flows to this side, but nobody is asked: it is planned again', () => {
    const only = (direction: 'toCrm' | 'toErp') =>
      recover(
        { fields: [field('x')] },
        found(A, { X: 'old' }, touched),
        found(E, { x: 'new' }),
        mappingOf(rule('x', { flow: { direction, firstTime: 'source' } })),
      );
    expect(only('toCrm')).toMatchObject({ base: {}, open: [], outcomes: [{ outcome: 'unknown' }] });
    expect(only('toErp')).toMatchObject({ open: [{ reason: 'untellable' }] });
  });

  test('cannot be told of the survivor of a merge, whatever its version', () => {
    expect(recover({ fields: [field('x')] }, found('S' as CrmId, { X: 'old' }))).toMatchObject({
      open: [{ reason: 'untellable' }],
    });
  });

  test('cannot be told of a survivor whose own field was never touched: what landed on the other record went with it', () => {
    const silent = { X: cell('old', { history: [] }) };
    expect(recover({ fields: [field('x')] }, found('S' as CrmId, silent, touched))).toMatchObject({
      open: [{ reason: 'untellable' }],
    });
    expect(recover({ fields: [field('x')] }, found(A, silent, touched))).toMatchObject({
      open: [],
      outcomes: [{ outcome: 'refused' }],
    });
  });

  test('all of a survivor’s history is news, and its own record’s only what came after the plan', () => {
    const mark = entry(1, 'old');
    const marked = { ...field('x'), crm: { ...write, mark } };
    const history = [entry(1, 'old')];
    const survivor = found('S' as CrmId, { X: cell('old', { history }) }, touched);
    expect(recover({ fields: [marked] }, survivor)).toMatchObject({
      open: [{ reason: 'untellable' }, { kind: 'overwritten', values: [old] }],
    });
    const own = found(A, { X: cell('old', { history }) }, touched);
    expect(recover({ fields: [marked] }, own)).toMatchObject({
      open: [],
      outcomes: [{ outcome: 'refused' }],
    });
  });

  test('is left to somebody who sees the record', () => {
    expect(recover({ fields: [field('x')] }, ABSENT)).toBeNull();
    expect(recover({ fields: [field('x')] }, found(A, {}))).toBeNull();
  });

  test('hangs on a record that is gone: unknown, and no question', () => {
    expect(recover({ fields: [field('x')] }, deleted())).toMatchObject({
      base: {},
      open: [],
      outcomes: [{ outcome: 'unknown', stored: null }],
    });
  });

  test('a half that was only kept needs no look at its side', () => {
    expect(recover({ fields: [field('x')] }, found(A, { X: 'new' }), ABSENT)).not.toBeNull();
  });

  test('an archiving that happened ends the link', () => {
    const pending = { archive: 'crm', fields: [bothKept('x', 'k')] } as const;
    expect(recover(pending, deleted({ X: 'k' }))).toEqual({
      link: 'L',
      rev: 1,
      intentId: 'I0',
      run: 'R1',
      base: {},
      open: [],
      outcomes: [],
      end: true,
    });
  });

  test('an archiving that did not happen is planned again', () => {
    const pending = { archive: 'crm', fields: [bothKept('x', 'k')] } as const;
    expect(recover(pending, found(A, { X: 'k' }))).toMatchObject({ open: [], outcomes: [], end: false });
  });

  test('an archiving that swallowed something is shown to a person', () => {
    const pending = { archive: 'crm', fields: [bothKept('x', 'k')] } as const;
    expect(recover(pending, deleted({ X: 'typed' }))).toMatchObject({
      open: [{ kind: 'overwritten', values: [asValue('typed')] }],
      end: false,
    });
  });

  test('an archiving nobody can look at is left to somebody who can', () => {
    expect(recover({ archive: 'crm' }, ABSENT)).toBeNull();
    expect(recover({ archive: 'erp' }, ABSENT, deleted())).toMatchObject({ end: true });
  });
});
