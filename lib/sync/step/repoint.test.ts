import { expect, test } from 'vitest';
import {
  A,
  ABSENT,
  answered,
  deleted,
  E,
  engineOf,
  found,
  LOST,
  linkOf,
  mappingOf,
  RUN,
  rule,
} from '../../../test/setup/engine.ts';
import type { ConflictKey, CrmId, LinkId } from '../ids.ts';
import type { Conflict, Link } from '../link.ts';
import type { Reading } from '../reading.ts';
import type { Batch } from './batch.ts';
import type { Item } from './readItems.ts';
import { repointMerged } from './repoint.ts';

const S = 'S' as CrmId;
const asked = (decision: 'crm' | null = null): Conflict => ({
  key: 'survivorLinked' as ConflictKey,
  decision,
  kind: 'survivorLinked',
  survivor: S,
});

const setUp = () => {
  const fakes = engineOf(mappingOf(rule('x')));
  const batch: Batch = {
    engine: fakes.engine,
    run: RUN,
    mapping: fakes.mapping,
    mayWrite: true,
    outcomes: new Map(),
    refused: new Map(),
    later: new Map(),
    met: new Map(),
  };
  const again = new Set<LinkId>();
  const item = (crm: Reading<CrmId>, more: Partial<Link> = {}): Item => {
    const link = linkOf(more);
    fakes.book.put(link);
    return { view: { link, pending: 'none' }, crm, erp: found(E, {}) };
  };
  const follow = (...items: readonly Item[]) => repointMerged(batch, items, again);
  return { ...fakes, batch, again, item, follow };
};

test.each<[string, Reading<CrmId>]>([
  ['answers under its own id', found(A, {})],
  ['is deleted, and nobody says merged', deleted()],
  ['is not there', ABSENT],
])('a record that %s stands where it stood', async (_, crm) => {
  const { follow, item, erp, again } = setUp();
  const standing = item(crm);
  expect(await follow(standing)).toEqual([standing]);
  expect(erp.repoint).not.toHaveBeenCalled();
  expect(again.size).toBe(0);
});

test.each<[string, Reading<CrmId>]>([
  ['answers under another id', found(S, {})],
  ['names its survivor', deleted(null, S)],
])('the link of a record that %s follows it, and is looked at again', async (_, crm) => {
  const { follow, item, erp, again, book, batch } = setUp();
  expect(await follow(item(crm))).toEqual([]);
  expect(erp.repoint.mock.calls).toEqual([[[{ link: 'L', rev: 1, survivor: S }]]]);
  expect([...again]).toEqual(['L']);
  expect(book.link()).toMatchObject({ crm: S, aliases: [A] });
  expect(batch.outcomes.size).toBe(0);
});

test('where the survivor has a link of its own, a person decides; the other records go on', async () => {
  const { follow, item, erp, again, batch } = setUp();
  const standing = item(found('B' as CrmId, {}), { id: 'LB' as LinkId, crm: 'B' as CrmId });
  erp.repoint.mockResolvedValueOnce(answered(['taken', 'stale']));
  const moved = item(found(S, {}), { id: 'L2' as LinkId });
  expect(await follow(item(found(S, {})), standing, moved)).toEqual([standing]);
  expect([...batch.outcomes.values()]).toEqual([
    { record: 'L', outcome: 'conflict', reason: 'survivorLinked' },
  ]);
  expect([...again]).toEqual(['L2']);
});

test.each<[string, Reading<CrmId>]>([
  ['merged', deleted(null, S)],
  ['answering as the survivor', found(S, {})],
  ['deleted', deleted()],
])('who is asked already is not asked, or moved, again: %s', async (_, crm) => {
  const { follow, item, erp, batch } = setUp();
  expect(await follow(item(crm, { conflicts: [asked()] }))).toEqual([]);
  expect(erp.repoint).not.toHaveBeenCalled();
  expect(batch.outcomes.get('L' as LinkId)).toMatchObject({ outcome: 'conflict', reason: 'survivorLinked' });
});

test('a record that stands where it stood is dealt with though somebody was asked', async () => {
  const { follow, item } = setUp();
  const standing = item(found(A, {}), { conflicts: [asked()] });
  expect(await follow(standing)).toEqual([standing]);
});

test('an answer, and any other question, is no reason to stay', async () => {
  const { follow, item, erp } = setUp();
  const other = { key: 'delete' as ConflictKey, decision: null, kind: 'delete', deleted: 'erp' } as const;
  await follow(item(found(S, {}), { conflicts: [asked('crm')] }));
  await follow(item(found(S, {}), { conflicts: [other] }));
  expect(erp.repoint).toHaveBeenCalledTimes(2);
});

test('without an answer nothing more is done with the batch', async () => {
  const { follow, item, erp } = setUp();
  erp.repoint.mockResolvedValueOnce(LOST);
  expect(await follow(item(found(S, {})))).toBeNull();
});
