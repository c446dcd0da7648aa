import { expect, test } from 'vitest';
import { availableCredit, creditGroup, type LimitedCustomer } from './credit.ts';

const customers: LimitedCustomer[] = [
  { id: 'holding', creditLimit: 1_000 },
  { id: 'north', creditLimit: 5, parent: 'holding', sharesParentLimit: true },
  { id: 'harbour', creditLimit: null, parent: 'north', sharesParentLimit: true },
  { id: 'south', creditLimit: 300, parent: 'holding', sharesParentLimit: false },
  { id: 'stray', creditLimit: 70, parent: 'gone', sharesParentLimit: true },
];

test.each(['holding', 'north', 'harbour'])('%s draws on the holding’s limit, with all who share it', (id) => {
  expect(creditGroup(customers, id)).toEqual({
    holder: 'holding',
    creditLimit: 1_000,
    members: ['holding', 'north', 'harbour'],
  });
});

test.each([
  ['south', 300],
  ['stray', 70],
])('%s has a limit of its own', (id, creditLimit) => {
  expect(creditGroup(customers, id)).toEqual({ holder: id, creditLimit, members: [id] });
});

test('nobody has no group', () => {
  expect(creditGroup(customers, 'nobody')).toBeNull();
});

test('parents in a circle end instead of searching for ever', () => {
  const circle: LimitedCustomer[] = [
    { id: 'a', creditLimit: 1, parent: 'b', sharesParentLimit: true },
    { id: 'b', creditLimit: 2, parent: 'a', sharesParentLimit: true },
  ];
  expect(creditGroup(circle, 'a')?.members).toContain('a');
});

test('no limit set is not a limit of nothing', () => {
  expect(availableCredit(null, [500])).toBeNull();
  expect(availableCredit(0, [500])).toBe(-500);
  expect(availableCredit(1_000, [500, 200, -100])).toBe(400);
});
