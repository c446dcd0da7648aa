import { expect, test } from 'vitest';
import { beyond, type Doing, kindsOf, NOTHING_DONE, together } from './doing.ts';

const phone = (cleared: number) => ({ side: 'crm' as const, field: 'Phone', cleared });
const euros = (amount: number) => ({ currency: 'EUR', amount });
const done = (over: Partial<Doing>): Doing => ({ ...NOTHING_DONE, ...over });

test('what is done adds up, each field and each currency by itself', () => {
  const one = done({
    creates: 1,
    updates: 2,
    clears: [phone(1)],
    moved: [euros(5), { currency: null, amount: 1 }],
  });
  const other = done({
    deletes: 1,
    updates: 1,
    clears: [phone(2), { side: 'erp', field: 'Phone', cleared: 1 }],
    moved: [euros(7)],
  });
  const sum = together(one, other);
  expect(sum).toEqual({
    creates: 1,
    updates: 3,
    deletes: 1,
    clears: [phone(3), { side: 'erp', field: 'Phone', cleared: 1 }],
    moved: [euros(12), { currency: null, amount: 1 }],
  });
  expect(kindsOf(sum)).toEqual({ creates: 1, updates: 3, deletes: 1, clears: 4 });
});

test.each<[string, Partial<Doing>, Partial<Doing>]>([
  [
    'as much as was approved',
    { creates: 2, updates: 3, deletes: 1, clears: [phone(2)], moved: [euros(9)] },
    {},
  ],
  ['one record more', { creates: 3 }, { creates: 1 }],
  ['two updates more', { updates: 5 }, { updates: 2 }],
  ['another delete', { deletes: 2 }, { deletes: 1 }],
  ['a value more', { clears: [phone(3)] }, { clears: [phone(1)] }],
  ['another field', { clears: [{ ...phone(1), field: 'Fax' }] }, { clears: [{ ...phone(1), field: 'Fax' }] }],
  ['more money', { moved: [euros(10)] }, { moved: [euros(1)] }],
  ['other money', { moved: [{ currency: 'USD', amount: 1 }] }, { moved: [{ currency: 'USD', amount: 1 }] }],
])('beyond what was approved is, of %s, only what is more', (_, over, left) => {
  const approved = done({ creates: 2, updates: 3, deletes: 1, clears: [phone(2)], moved: [euros(9)] });
  expect(beyond(done(over), approved)).toEqual(done(left));
});
