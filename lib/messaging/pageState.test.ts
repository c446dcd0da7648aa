import { expect, test, vi } from 'vitest';
import { ACCOUNT_PAGE, COMPANY_PAGE, OTHER_ACCOUNT_PAGE } from '../background/fakes/records.ts';
import { publishPageState, readPageState } from './pageState.ts';

const world = () => ({}) as typeof globalThis;

test('without a loader there is no state', () => {
  expect(readPageState(world())).toBeNull();
});

test('the panel reads what the loader publishes', () => {
  const shared = world();
  const writer = publishPageState(shared);
  const state = readPageState(shared);
  expect(state?.current()).toBeNull();
  writer.set(ACCOUNT_PAGE);
  expect(state?.current()).toBe(ACCOUNT_PAGE);
});

test('the generation grows with every record, and only then', () => {
  const state = publishPageState(world());
  const listener = vi.fn();
  state.subscribe(listener);
  for (const page of [null, ACCOUNT_PAGE, { ...ACCOUNT_PAGE }, OTHER_ACCOUNT_PAGE, COMPANY_PAGE, null, null])
    state.set(page);
  expect(state.generation()).toBe(4);
  expect(listener).toHaveBeenCalledTimes(4);
});

test('coming back to a record is a new generation', () => {
  const state = publishPageState(world());
  state.set(ACCOUNT_PAGE);
  const before = state.generation();
  state.set(OTHER_ACCOUNT_PAGE);
  state.set(ACCOUNT_PAGE);
  expect(state.generation()).toBeGreaterThan(before);
});

test('whoever stops listening is not called, even in the middle of a change', () => {
  const state = publishPageState(world());
  const second = vi.fn();
  const stop = state.subscribe(() => stop());
  state.subscribe(second);
  state.set(ACCOUNT_PAGE);
  state.set(null);
  expect(second).toHaveBeenCalledTimes(2);
});

test('the loader of an updated extension takes over', () => {
  const shared = world();
  publishPageState(shared).set(ACCOUNT_PAGE);
  publishPageState(shared).set(COMPANY_PAGE);
  expect(readPageState(shared)?.current()).toBe(COMPANY_PAGE);
});
