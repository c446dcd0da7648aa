// @vitest-environment happy-dom
// Long because one set-up carries all of its stories.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQueryStore, type QueryStore, type Question } from './queryStore.ts';

const KEY = ['record.view', 'one', null];
let store: QueryStore;
/** Every question that was asked, to be answered by hand. */
let asked: {
  readonly signal: AbortSignal;
  answer(value: unknown): Promise<void>;
  fail(message: string): Promise<void>;
}[];
const settle = () => vi.advanceTimersByTimeAsync(0);
const question = (over: Partial<Question<unknown>> = {}): Question<unknown> => ({
  key: KEY,
  ask: (signal) =>
    new Promise((resolve, reject) => {
      asked.push({
        signal,
        answer: async (value) => {
          resolve(value);
          await settle();
        },
        fail: async (message) => {
          reject(new Error(message));
          await settle();
        },
      });
    }),
  ...over,
});
const latest = () => {
  const question = asked.at(-1);
  if (question === undefined) throw new Error('Nothing was asked.');
  return question;
};
const observe = (over: Partial<Question<unknown>> = {}, onChange = () => undefined) =>
  store.observe(question(over), onChange);
const state = () => store.state(KEY);
const hidden = (value: 'hidden' | 'visible') => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(value);
  document.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  store = createQueryStore({
    staleTime: 120_000,
    shouldRetry: (failures, { message }) => failures < 2 && message === 'down',
    retryDelay: (failures) => 1000 * 2 ** failures,
    askAgainAfter: ({ message }, sinceOnline) =>
      message === 'offline' ? (sinceOnline === null ? 10_000 : 100 * (sinceOnline + 1)) : null,
    onReturn: ({ message }) => (message === 'limited' ? 'leave' : 'ask'),
  });
});
afterEach(() => {
  store.close();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a question', () => {
  it('is asked once for all who are interested, and told to each', async () => {
    const [one, other] = [vi.fn(), vi.fn()];
    observe({}, one);
    observe({}, other);
    expect(asked).toHaveLength(1);
    expect(state()).toMatchObject({ data: undefined, isFetching: true });
    await latest().answer(7);
    expect(state()).toMatchObject({ data: 7, error: null, isFetching: false });
    expect(one.mock.calls.length).toBeGreaterThan(0);
    expect(other.mock.calls.length).toBeGreaterThan(0);
  });

  it('is aborted when the last one leaves, and leaves nothing half done', async () => {
    const [leave, leaveToo] = [observe(), observe()];
    leave();
    expect(latest().signal.aborted).toBe(false);
    leaveToo();
    expect(latest().signal.aborted).toBe(true);
    expect(state().isFetching).toBe(false);
    await latest().answer('too late');
    expect(state().data).toBeUndefined();
  });

  it('is not asked again while its answer is good, and is once it is not', async () => {
    const leave = observe();
    await latest().answer(1);
    leave();
    await vi.advanceTimersByTimeAsync(119_999);
    observe()();
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    observe();
    expect(asked).toHaveLength(2);
    expect(state()).toMatchObject({ data: 1, isFetching: true });
  });

  it('may have an answer that is good for ever', async () => {
    const leave = observe({ staleTime: Number.POSITIVE_INFINITY });
    await latest().answer(1);
    leave();
    await vi.advanceTimersByTimeAsync(200_000);
    observe({ staleTime: Number.POSITIVE_INFINITY });
    expect(asked).toHaveLength(1);
  });

  it('is forgotten five minutes after the last one left', async () => {
    const leave = observe({ staleTime: Number.POSITIVE_INFINITY });
    await latest().answer(1);
    leave();
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(state().data).toBeUndefined();
  });

  it('is not forgotten under one who came back', async () => {
    const leave = observe({ staleTime: Number.POSITIVE_INFINITY });
    await latest().answer(1);
    leave();
    observe({ staleTime: Number.POSITIVE_INFINITY });
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(state().data).toBe(1);
  });

  it('that brings what is known already leaves the known objects in place', async () => {
    observe();
    await latest().answer({ rows: [{ id: 1 }] });
    const before = state().data;
    store.refetch(KEY);
    await latest().answer({ rows: [{ id: 1 }] });
    expect(state().data).toBe(before);
  });
});

describe('a question that fails', () => {
  it('is asked again after a while, says why, and gives up in the end', async () => {
    observe();
    await latest().fail('down');
    expect(state()).toMatchObject({ error: null, isFetching: true, failureReason: new Error('down') });
    await vi.advanceTimersByTimeAsync(1000);
    await latest().fail('down');
    await vi.advanceTimersByTimeAsync(1999);
    expect(asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    await latest().fail('down');
    expect(state()).toMatchObject({ error: new Error('down'), isFetching: false });
    expect(state().errorUpdatedAt).toBe(Date.now());
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(3);
  });

  it('is not asked again where that would not help, or must not be', async () => {
    observe();
    await latest().fail('refused');
    expect(state().error).toEqual(new Error('refused'));
    const key = ['record.cached'];
    observe({ key, retry: false });
    await latest().fail('down');
    expect(store.state(key).error).toEqual(new Error('down'));
  });

  it('keeps the answer from before, and its failure until there is a newer answer', async () => {
    observe();
    await latest().answer(1);
    store.refetch(KEY);
    await latest().fail('refused');
    expect(state()).toMatchObject({ data: 1, error: new Error('refused') });
    store.refetch(KEY);
    expect(state()).toMatchObject({ data: 1, error: new Error('refused'), isFetching: true });
    await latest().answer(2);
    expect(state()).toMatchObject({ data: 2, error: null });
  });

  it('without an answer from before forgets its failure when it is asked again', async () => {
    observe();
    await latest().fail('refused');
    store.refetch(KEY);
    expect(state()).toMatchObject({ error: null, isFetching: true });
  });

  it('with something that is no error has failed all the same', async () => {
    observe({ ask: () => Promise.reject('a bare string') });
    await settle();
    expect(state().error).toEqual(new Error('a bare string'));
  });

  it('by itself asks again as often as the rules say', async () => {
    const leave = observe();
    await latest().fail('offline');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(2);
    await latest().fail('offline');
    leave();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(2);
  });

  it('is told apart from one that fails after the browser came online, and that from an answered one', async () => {
    observe();
    await latest().fail('offline');
    window.dispatchEvent(new Event('online'));
    expect(asked).toHaveLength(2);
    await latest().fail('offline');
    await vi.advanceTimersByTimeAsync(100);
    expect(asked).toHaveLength(3);
    await latest().fail('offline');
    await vi.advanceTimersByTimeAsync(199);
    expect(asked).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1);
    await latest().answer(1);
    store.refetch(KEY);
    await latest().fail('offline');
    await vi.advanceTimersByTimeAsync(9_999);
    expect(asked).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toHaveLength(6);
  });

  it('counts as unanswered for whoever comes next', async () => {
    const leave = observe();
    await latest().answer(1);
    store.refetch(KEY);
    await latest().fail('refused');
    leave();
    observe();
    expect(asked).toHaveLength(3);
  });
});

describe('asking anew', () => {
  it('waits for a first answer that is on its way, and replaces a later one', async () => {
    observe();
    store.refetch(KEY);
    expect(asked).toHaveLength(1);
    await latest().answer(1);
    store.refetch(KEY);
    const second = latest();
    store.refetch(KEY);
    expect(second.signal.aborted).toBe(true);
    await second.answer('overtaken');
    await latest().answer(3);
    expect(state().data).toBe(3);
  });

  it('concerns what begins with the given parts, at once where somebody looks and else when somebody does', async () => {
    observe();
    await latest().answer(1);
    const other = ['record.suggestions', 'one'];
    const leave = observe({ key: other });
    await latest().answer('s');
    leave();
    store.invalidate(['record.view', 'two']);
    expect(asked).toHaveLength(2);
    store.invalidate(['record.view', 'one']);
    store.invalidate(['record.suggestions']);
    expect(asked).toHaveLength(3);
    observe({ key: other });
    expect(asked).toHaveLength(4);
  });

  it('from nothing forgets every answer first', async () => {
    observe();
    await latest().answer(1);
    store.reset();
    expect(state()).toMatchObject({ data: undefined, isFetching: true });
    await latest().answer(2);
    expect(state().data).toBe(2);
  });

  it('happens when the tab is looked at again: what is stale or failed, and no limit that counts down', async () => {
    observe();
    await latest().answer(1);
    hidden('visible');
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(120_000);
    hidden('hidden');
    expect(asked).toHaveLength(1);
    hidden('visible');
    expect(asked).toHaveLength(2);
    hidden('visible');
    expect(asked).toHaveLength(2);
    await latest().fail('refused');
    hidden('visible');
    expect(asked).toHaveLength(3);
    await latest().fail('limited');
    hidden('visible');
    expect(asked).toHaveLength(3);
  });

  it('happens when the browser is online again', async () => {
    observe();
    await latest().answer(1);
    window.dispatchEvent(new Event('online'));
    expect(asked).toHaveLength(2);
  });

  it('of something that nobody looks at asks nothing', () => {
    store.refetch(KEY);
    window.dispatchEvent(new Event('online'));
    expect(asked).toHaveLength(0);
  });
});

it('a closed store asks nothing, and waits for nothing', async () => {
  const leave = observe();
  await latest().fail('offline');
  store.close();
  leave();
  window.dispatchEvent(new Event('online'));
  hidden('visible');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
