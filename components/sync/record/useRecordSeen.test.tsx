// @vitest-environment happy-dom
import { act } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { customerSample, NOW, pageOf, viewOf } from '../../panel/samples/customers.ts';
import { fakePort } from '../../panel/samples/fakePort.ts';
import { openPanel, settle } from '../../panel/samples/openPanel.tsx';

const PAGE = pageOf('0015g00000HafenAAA');
const SAVE = 'https://acme.lightning.force.com/aura?r=12&aura.RecordUi.updateRecord=1';

/** The page's requests, as the browser tells of them when they have ended. */
const heard = new Set<PerformanceObserverCallback>();
class Observer {
  readonly #callback: PerformanceObserverCallback;
  constructor(callback: PerformanceObserverCallback) {
    this.#callback = callback;
  }
  observe({ type }: PerformanceObserverInit): void {
    if (type === 'resource') heard.add(this.#callback);
  }
  disconnect(): void {
    heard.delete(this.#callback);
  }
}
const ended = (name: string, initiatorType = 'xmlhttprequest') => {
  const list = { getEntries: () => [{ name, initiatorType }] };
  for (const each of heard) each(list as never, null as never);
};

let isActive = true;
beforeEach(() => {
  isActive = true;
  vi.useFakeTimers({ now: NOW });
  vi.stubGlobal('PerformanceObserver', Observer);
  Object.defineProperty(navigator, 'userActivation', { configurable: true, get: () => ({ isActive }) });
});
afterEach(async () => {
  for (const left of opened.splice(0)) await act(async () => left.unmount());
  expect(heard.size).toBe(0);
  Reflect.deleteProperty(navigator, 'userActivation');
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
const opened: { unmount(): void }[] = [];

const open = async () => {
  const port = fakePort(PAGE);
  port.answer('record.view', () => viewOf(PAGE.record, [customerSample()]));
  port.answer('sync.recordSeen', () => null);
  const mounted = await openPanel(port);
  opened.push(mounted);
  await settle();
  return { count: () => port.count('sync.recordSeen'), ...mounted };
};
const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));

it.each([
  ['Salesforce', SAVE, 'xmlhttprequest'],
  ['HubSpot', 'https://app.hubspot.com/api/inbounddb-objects/v1/crm-objects/0-2/77?portalId=1', 'fetch'],
])('the worker hears that a page of %s has saved something, once it has settled', async (_, url, by) => {
  const { count } = await open();
  expect(count()).toBe(1);
  ended(url, by);
  await pass(1_900);
  expect(count()).toBe(1);
  await pass(200);
  expect(count()).toBe(2);
});

it('saves that follow one another are one', async () => {
  const { count } = await open();
  for (let save = 0; save < 50; save += 1) ended(SAVE);
  await pass(1_000);
  ended(SAVE);
  await pass(5_000);
  expect(count()).toBe(2);
  ended(SAVE);
  await pass(2_000);
  expect(count()).toBe(3);
});

it.each([
  ['a picture', SAVE, 'img', true],
  ['a request that saves nothing', 'https://acme.lightning.force.com/aura?r=3&getItems=1', 'fetch', true],
  ['what the page does by itself', SAVE, 'xmlhttprequest', false],
])('%s is no save', async (_, url, by, byPerson) => {
  const { count } = await open();
  isActive = byPerson;
  ended(url, by);
  await pass(10_000);
  expect(count()).toBe(1);
});

it('a record that is left before its save has settled is not told of any more', async () => {
  const { count, unmount } = await open();
  ended(SAVE);
  unmount();
  await pass(10_000);
  expect(count()).toBe(1);
});
