import { describe, expect, test } from 'vitest';
import type { Dirty } from '../ports.ts';
import type { Items } from '../step/readItems.ts';
import { divided } from './divided.ts';

const link = (n: number) => ({ kind: 'link', id: `L${n}` }) as Dirty;
const crm = (n: number | string) => ({ kind: 'crm', id: `A${n}` }) as Dirty;
const erp = (n: number) => ({ kind: 'erp', id: `C${n}` }) as Dirty;
const view = (n: number, more: object = {}) => ({
  link: { id: `L${n}`, crm: `A${n}`, erp: `C${n}`, aliases: [], ...more },
});
const item = (n: number, more: object = {}) => ({ view: view(n, more) });
/** As much of a reading as dividing it looks at. */
const read = (items: readonly object[], live: readonly object[] = [], unmet: readonly object[] = []) =>
  ({ items, live, unmet }) as unknown as Items;
const shape = (dirty: readonly Dirty[], of: Items, size: number) =>
  divided(dirty, of, size).map((part) => ({
    dirty: part.dirty.map(({ id }) => id as string).join(' '),
    records: [
      ...part.read.items.map((each) => each.view.link.id as string),
      ...part.read.live.map((each) => `${each.link.id}!`),
      ...part.read.unmet.map((each) => each.dirty.id as string),
    ].join(' '),
  }));

describe('what was read together', () => {
  test('is divided into parts of a size, each record once', () => {
    const dirty = [crm(1), crm(2), crm(3), link(4), crm(5)];
    const of = read([item(1), item(2), item(3)], [view(4)], [{ dirty: crm(5) }]);
    expect(shape(dirty, of, 2)).toEqual([
      { dirty: 'A1 A2', records: 'L1 L2' },
      { dirty: 'A3 L4', records: 'L3 L4!' },
      { dirty: 'A5', records: 'A5' },
    ]);
    expect(shape(dirty, of, 5)).toHaveLength(1);
    expect(shape(dirty, of, 4).map(({ records }) => records)).toEqual(['L1 L2 L3 L4!', 'A5']);
  });

  test('leaves a record that several parts deal with to the last of them', () => {
    const of = read([item(1), item(2), item(3, { crm: 'A1' })]);
    expect(shape([crm(1), erp(1), erp(2), erp(3)], of, 1)).toEqual([
      { dirty: 'C1', records: 'L1' },
      { dirty: 'C2', records: 'L2' },
      { dirty: 'A1 C3', records: 'L3' },
    ]);
  });

  test('finds a link by the old ids of its record', () => {
    expect(shape([crm('old'), crm(2)], read([item(1, { aliases: ['Aold'] }), item(2)]), 1)).toEqual([
      { dirty: 'Aold', records: 'L1' },
      { dirty: 'A2', records: 'L2' },
    ]);
  });

  test('puts what nothing is known of with the last part, and with an empty one where nothing was read', () => {
    expect(shape([crm(9), crm(1), crm(2)], read([item(1), item(2)]), 1)).toEqual([
      { dirty: 'A1', records: 'L1' },
      { dirty: 'A9 A2', records: 'L2' },
    ]);
    expect(shape([crm(9)], read([]), 5)).toEqual([{ dirty: 'A9', records: '' }]);
  });
});
