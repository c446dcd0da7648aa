import { afterEach, expect, test } from 'vitest';
import { publishAhead } from '../../../lib/messaging/ahead.ts';
import type { send } from '../../../lib/messaging/send.ts';
import { customerSample, pageOf, viewOf } from '../samples/customers.ts';
import { knownAhead } from './knownAhead.ts';

const PAGE = pageOf('001A');
const PREFERENCES = { open: false, position: null, docked: false };
const CACHED = viewOf(PAGE.record, [customerSample()]);

const askedAhead = (cached: () => unknown) => {
  const answer = async (name: string) => (name === 'record.cached' ? cached() : PREFERENCES);
  publishAhead(answer as unknown as typeof send).ask(PAGE);
};

afterEach(() => void Reflect.deleteProperty(globalThis, Symbol.for('ledgerside.ahead')));

test('what the loader asked is known of its record', async () => {
  askedAhead(() => CACHED);
  expect(await knownAhead(PAGE)).toEqual({ page: PAGE, preferences: PREFERENCES, cached: CACHED });
});

test('of a record that nobody asked about, that is not cached or whose answer failed, nothing is', async () => {
  expect(await knownAhead(PAGE)).toBeNull();
  askedAhead(() => CACHED);
  expect(await knownAhead(pageOf('001B'))).toBeNull();
  expect(await knownAhead(null)).toBeNull();
  askedAhead(() => null);
  expect(await knownAhead(PAGE)).toBeNull();
  askedAhead(() => Promise.reject(new Error('The storage is full.')));
  expect(await knownAhead(PAGE)).toBeNull();
});
