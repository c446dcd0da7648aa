import { expect, test, vi } from 'vitest';
import { keptInMemory } from './descriptionStore.fixture.ts';
import { namesOfUsers } from './userNames.ts';

const { signal } = new AbortController();
const HOUR = 3_600_000;

test('users are asked about once an hour, also one whom the CRM does not name', async () => {
  let now = 0;
  const ask = vi.fn(async () => new Map([['1', 'Mia Keller']]));
  const store = keptInMemory();
  const names = () => namesOfUsers({ store, now: () => now }, ask)(['1', '2', '1'], signal);
  expect([...(await names())]).toEqual([['1', 'Mia Keller']]);
  expect([...(await names())]).toEqual([['1', 'Mia Keller']]);
  expect(ask.mock.calls).toEqual([[['1', '2'], signal]]);
  now = HOUR;
  await names();
  expect(ask).toHaveBeenCalledTimes(2);
});

test('nobody is asked about nobody, and never about more than a page can show', async () => {
  const ask = vi.fn(async (_: readonly string[]) => new Map<string, string>());
  const names = namesOfUsers({ store: keptInMemory(), now: () => 0 }, ask);
  await names([], signal);
  expect(ask).not.toHaveBeenCalled();
  await names(
    Array.from({ length: 50 }, (_, index) => String(index)),
    signal,
  );
  expect(ask.mock.calls[0]?.[0]).toHaveLength(20);
});
