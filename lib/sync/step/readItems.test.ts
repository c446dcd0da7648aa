import { expect, test } from 'vitest';
import {
  A,
  ABSENT,
  answered,
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
  pendingOf,
  rule,
} from '../../../test/setup/engine.ts';
import type { CrmId, ErpId, LinkId } from '../ids.ts';
import type { Dirty } from '../ports.ts';
import { isTooFresh } from './freshness.ts';
import { readItems } from './readItems.ts';

const setUp = () => {
  const fakes = engineOf(mappingOf(rule('x')));
  fakes.crm.records.set(A, found(A, { X: 'a' }));
  fakes.erpRecords.records.set(E, found(E, { x: 'a' }));
  fakes.book.put(linkOf());
  const read = (dirty: readonly Dirty[], known?: ReadonlyMap<LinkId, unknown>) =>
    readItems(fakes.engine, fakes.mapping, dirty, known);
  return { ...fakes, read };
};
const view = { link: linkOf(), pending: 'none' as const };

test('a link is read on both sides, whichever of its ends is dirty', async () => {
  const { read } = setUp();
  const item = { view, crm: found(A, { X: 'a' }), erp: found(E, { x: 'a' }) };
  for (const dirty of [ofCrm('A'), ofErp('E'), ofLink('L')])
    expect(await read([dirty])).toEqual({ items: [item], live: [], unmet: [] });
});

test('what has no link is left alone where no twins are made, and read by nobody', async () => {
  const { read, crm, erpRecords } = setUp();
  expect(await read([ofCrm('Z'), ofErp('Z')])).toEqual({ items: [], live: [], unmet: [] });
  expect(crm.read).not.toHaveBeenCalled();
  expect(erpRecords.read).not.toHaveBeenCalled();
});

test('whose owner may still be writing is not read', async () => {
  const { read, book, crm } = setUp();
  book.put(linkOf({ pending: pendingOf() }), 'live');
  expect(await read([ofLink('L')])).toMatchObject({ items: [], live: [{ link: { id: 'L' } }] });
  expect(crm.read).not.toHaveBeenCalled();
});

test('whose owner is gone is read, to be recovered', async () => {
  const { read, book } = setUp();
  book.put(linkOf({ pending: pendingOf() }), 'expired');
  expect(await read([ofLink('L')])).toMatchObject({ items: [{ view: { pending: 'expired' } }], live: [] });
});

test('what was read before in this run is left out', async () => {
  const { read, crm } = setUp();
  expect(await read([ofCrm('A')], new Map([[L, true]]))).toEqual({ items: [], live: [], unmet: [] });
  expect(crm.read).not.toHaveBeenCalled();
});

test('a link of another pair is nobody’s here, by either of its ends', async () => {
  for (const foreign of ['crm A', 'erp E']) {
    const isOurs = ({ kind, id }: Dirty) => `${kind} ${id}` !== foreign;
    const fakes = engineOf(mappingOf(rule('x')), { pair: { isOurs } });
    fakes.book.put(linkOf());
    expect(await readItems(fakes.engine, fakes.mapping, [ofLink('L')])).toMatchObject({ items: [] });
  }
});

test('an answer with too few rows is an answer about nothing', async () => {
  const { read, crm, erpRecords } = setUp();
  crm.read.mockResolvedValueOnce(answered([]));
  expect(await read([ofLink('L')])).toMatchObject({ items: [{ crm: ABSENT, erp: { kind: 'found' } }] });
  erpRecords.read.mockResolvedValueOnce(answered([]));
  expect(await read([ofLink('L')])).toMatchObject({ items: [{ crm: { kind: 'found' }, erp: ABSENT }] });
});

test('one that does not answer stops the batch, and the next is not asked', async () => {
  const { read, crm, erpRecords, erp } = setUp();
  erp.links.mockResolvedValueOnce(LOST);
  expect(await read([ofLink('L')])).toBeNull();
  expect(crm.read).not.toHaveBeenCalled();
  crm.read.mockResolvedValueOnce(LOST);
  expect(await read([ofLink('L')])).toBeNull();
  expect(erpRecords.read).not.toHaveBeenCalled();
  erpRecords.read.mockResolvedValueOnce(LOST);
  expect(await read([ofLink('L')])).toBeNull();
});

test('linked records and records without a link are read together, and each has its own reading', async () => {
  const keyOf = () => 'K' as never;
  const look = () => Promise.resolve(answered([{ kind: 'asked' as const }, { kind: 'leftAlone' as const }]));
  const create = { twins: { look }, keyOf, references: [], crm: 'here', erp: 'inTransaction' } as never;
  const fakes = engineOf(mappingOf(rule('x')), { create });
  const [Z, Y] = ['Z' as CrmId, 'Y' as ErpId];
  fakes.crm.records.set(A, found(A, { X: 'a' })).set(Z, found(Z, { X: 'z' }));
  fakes.erpRecords.records.set(E, found(E, { x: 'e' })).set(Y, found(Y, { x: 'y' }));
  fakes.book.put(linkOf());
  const dirty = [ofCrm('Z'), ofLink('L'), ofErp('Y'), ofCrm('gone')];
  expect(await readItems(fakes.engine, fakes.mapping, dirty)).toMatchObject({
    items: [{ crm: found(A, { X: 'a' }), erp: found(E, { x: 'e' }) }],
    unmet: [
      { of: { side: 'crm', id: 'Z' }, reading: found(Z, { X: 'z' }), standing: { kind: 'asked' } },
      { of: { side: 'erp', id: 'Y' }, reading: found(Y, { x: 'y' }), standing: { kind: 'leftAlone' } },
    ],
  });
  expect(fakes.crm.read.mock.calls).toEqual([[[A, Z, 'gone']]]);
  expect(fakes.erpRecords.read.mock.calls).toEqual([[[E, Y]]]);
});

test('a stamp names a version once the server’s clock has left its step', () => {
  const fresh = (readAt: number, modifiedAt: number, stampMs: number | null = 1_000) =>
    isTooFresh(
      { locking: 'wholeSecondLock', history: false, stampMs },
      found(A, {}, { readAt: readAt as never, modifiedAt: modifiedAt as never }),
    );
  expect(fresh(1_999, 1_000)).toBe(true);
  expect(fresh(1_000, 1_999)).toBe(true);
  expect(fresh(2_000, 1_999)).toBe(false);
  expect(fresh(500, 1_999)).toBe(true);
  expect(fresh(1_000, 1_000, null)).toBe(false);
  const exact = { locking: 'wholeSecondLock', history: false, stampMs: 1_000 } as const;
  expect(isTooFresh(exact, ABSENT)).toBe(false);
});
