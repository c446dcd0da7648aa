import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RecordPage } from '../crm/port.ts';
import type { NavigatingWindow } from './followNavigation.ts';
import { startLoader } from './loader.ts';
import { publishPageState } from './pageState.ts';

const ORIGIN = 'https://acme.lightning.force.com';
const ONE = '/lightning/r/Account/001Hs00003AbCdEIAV/view';
const TWO = '/lightning/r/Account/001Hs00003AbCdFIAV/view';
const LIST = '/lightning/o/Account/list';

class FakeWindow extends EventTarget implements NavigatingWindow {
  readonly location: { href: string };
  readonly navigation: EventTarget | undefined;
  constructor(path: string, navigation: EventTarget | undefined = new EventTarget()) {
    super();
    this.location = { href: ORIGIN + path };
    this.navigation = navigation;
  }
  /** As a page's router does: the address is new when the events come. */
  go(path: string): void {
    this.location.href = ORIGIN + path;
    this.navigation?.dispatchEvent(new Event('currententrychange'));
    this.navigation?.dispatchEvent(new Event('navigatesuccess'));
  }
}

const start = (
  window: FakeWindow,
  mountPanel = vi.fn(async () => null as unknown),
  askAhead = vi.fn((_: RecordPage) => undefined),
) => {
  const context = new AbortController();
  const state = publishPageState({} as typeof globalThis);
  startLoader({ window, state, mountPanel, askAhead, signal: context.signal });
  return { state, mountPanel, askAhead, context, id: () => state.current()?.record.id ?? null };
};

/** Every promise that can settle has. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a list brings nothing in', () => {
  const { mountPanel, id } = start(new FakeWindow(LIST));
  expect(mountPanel).not.toHaveBeenCalled();
  expect(id()).toBeNull();
});

test('a record brings the panel in and tells it which', () => {
  const { mountPanel, state } = start(new FakeWindow(ONE));
  expect(mountPanel).toHaveBeenCalledTimes(1);
  expect(state.current()).toMatchObject({ kind: 'account', host: 'acme.lightning.force.com' });
});

test('what the panel will want to know is asked while it comes, for its first record alone', () => {
  const window = new FakeWindow(ONE);
  const { askAhead } = start(window);
  expect(askAhead.mock.calls.map(([page]) => page.record.id)).toEqual(['001Hs00003AbCdEIAV']);
  window.go(TWO);
  expect(askAhead).toHaveBeenCalledTimes(1);
});

test('navigating from record to record changes the record, not the panel', () => {
  const window = new FakeWindow(ONE);
  const { mountPanel, id } = start(window);
  window.go(TWO);
  expect(id()).toBe('001Hs00003AbCdFIAV');
  expect(mountPanel).toHaveBeenCalledTimes(1);
});

test('leaving the record tells the panel to hide; the next record shows it again', () => {
  const window = new FakeWindow(ONE);
  const { mountPanel, id } = start(window);
  window.go(LIST);
  expect(id()).toBeNull();
  window.go(TWO);
  expect(id()).toBe('001Hs00003AbCdFIAV');
  expect(mountPanel).toHaveBeenCalledTimes(1);
});

test('from a list to the first record', () => {
  const window = new FakeWindow(LIST);
  const { mountPanel } = start(window);
  window.go(ONE);
  expect(mountPanel).toHaveBeenCalledTimes(1);
});

test('a navigation that has only begun, and may yet be refused, changes nothing', () => {
  const window = new FakeWindow(ONE);
  const { state } = start(window);
  const before = state.generation();
  window.navigation?.dispatchEvent(new Event('navigate'));
  expect(state.generation()).toBe(before);
});

test.each(['popstate', 'pageshow'])('without the Navigation API, %s is followed', (event) => {
  const window = new FakeWindow(ONE, undefined);
  const { id } = start(window);
  window.location.href = ORIGIN + TWO;
  window.dispatchEvent(new Event(event));
  expect(id()).toBe('001Hs00003AbCdFIAV');
});

test('a panel that did not come is asked for again on the next record', async () => {
  const window = new FakeWindow(ONE);
  const failed = vi.fn(async (): Promise<unknown> => Promise.reject(new Error('no worker')));
  const { mountPanel } = start(window, failed);
  await settled();
  failed.mockResolvedValue(null);
  window.go(TWO);
  expect(mountPanel).toHaveBeenCalledTimes(2);
  await settled();
  window.go(ONE);
  expect(mountPanel).toHaveBeenCalledTimes(2);
});

test('an updated extension leaves nothing behind: the record is gone and navigation is followed no more', () => {
  const window = new FakeWindow(ONE);
  const { context, id } = start(window);
  context.abort();
  expect(id()).toBeNull();
  window.go(TWO);
  expect(id()).toBeNull();
});

describe('a page that floods the history', () => {
  const record = (n: number) => `/lightning/r/Account/${`001Hs${String(n).padStart(10, '0')}`}/view`;
  const flood = (window: FakeWindow, times: number) => {
    for (let n = 1; n <= times; n += 1) window.go(record(n));
  };
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('shows a few records, then none until it rests, then the one on which it rests', () => {
    const window = new FakeWindow(LIST);
    const { state, id } = start(window);
    const shown: string[] = [];
    state.subscribe(() => shown.push(id() ?? 'none'));
    flood(window, 1_000);
    expect(shown.filter((one) => one !== 'none')).toHaveLength(5);
    expect(id()).toBeNull();
    vi.advanceTimersByTime(249);
    expect(id()).toBeNull();
    vi.advanceTimersByTime(1);
    expect(id()).toContain('1000');
    expect(shown).toHaveLength(7);
  });

  test('is no person who looks through five records in a second', () => {
    const window = new FakeWindow(LIST);
    const { id } = start(window);
    flood(window, 5);
    expect(id()).toContain('0005');
  });

  test('that leaves for a page without a record shows none afterwards', () => {
    const window = new FakeWindow(LIST);
    const { id } = start(window);
    flood(window, 20);
    window.go(LIST);
    vi.advanceTimersByTime(5_000);
    expect(id()).toBeNull();
  });

  test('is forgiven after a second', () => {
    const window = new FakeWindow(LIST);
    const { id } = start(window);
    flood(window, 20);
    vi.advanceTimersByTime(1_500);
    window.go(ONE);
    expect(id()).toBe('001Hs00003AbCdEIAV');
  });

  test('shows nothing once the extension is gone', () => {
    const window = new FakeWindow(LIST);
    const { id, context } = start(window);
    flood(window, 20);
    context.abort();
    vi.advanceTimersByTime(5_000);
    expect(id()).toBeNull();
  });
});
