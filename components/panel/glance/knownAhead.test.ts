import { afterEach, expect, test, vi } from 'vitest';
import { publishAhead } from '../../../lib/messaging/ahead.ts';
import type { send } from '../../../lib/messaging/send.ts';
import { customerSample, pageOf, viewOf } from '../samples/customers.ts';
import { knownAhead } from './knownAhead.ts';

const PAGE = pageOf('001A');
const PREFERENCES = { open: false, position: null, docked: false };
const CACHED = viewOf(PAGE.record, [customerSample()]);

const VIEW = viewOf(PAGE.record, [customerSample({ name: 'As it is now' })]);

const askedAhead = (answers: { cached: () => unknown; view?: () => unknown }) => {
  const asked = vi.fn(async (name: string, _request: object) => {
    if (name === 'record.cached') return answers.cached();
    return name === 'record.view' ? answers.view?.() : PREFERENCES;
  });
  publishAhead(asked as unknown as typeof send).ask(PAGE);
  return asked;
};
const failing = () => Promise.reject(new Error('The storage is full.'));

afterEach(() => void Reflect.deleteProperty(globalThis, Symbol.for('ledgerside.ahead')));

test('what this device knows of the record is there before the ERP has answered', async () => {
  const asked = askedAhead({ cached: () => CACHED, view: () => new Promise(() => undefined) });
  expect(await knownAhead(PAGE)).toEqual({ page: PAGE, preferences: PREFERENCES, shown: CACHED });
  expect(asked).toHaveBeenCalledWith(
    'record.view',
    expect.objectContaining({ page: PAGE }),
    expect.anything(),
  );
});

test('where it knows nothing, it is what the ERP answers, which is asked once', async () => {
  const asked = askedAhead({ cached: () => null, view: () => VIEW });
  expect(await knownAhead(PAGE)).toEqual({ page: PAGE, preferences: PREFERENCES, shown: VIEW });
  expect(asked.mock.calls.filter(([name]) => name === 'record.view')).toHaveLength(1);
});

test('of a record that nobody asked about, or where an answer failed, nothing is', async () => {
  expect(await knownAhead(PAGE)).toBeNull();
  expect(await knownAhead(null)).toBeNull();
  askedAhead({ cached: failing });
  expect(await knownAhead(PAGE)).toBeNull();
  askedAhead({ cached: () => null, view: failing });
  expect(await knownAhead(PAGE)).toBeNull();
});
