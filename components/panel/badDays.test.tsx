// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../lib/failure.ts';
import { publishAhead, seeAhead } from '../../lib/messaging/ahead.ts';
import { customerSample, NOW, pageOf, viewOf } from './samples/customers.ts';
import { type FakePort, failing, fakePort } from './samples/fakePort.ts';
import { openPanel, settle } from './samples/openPanel.tsx';

const PAGE = pageOf('001A');
const figures = () => viewOf(PAGE.record, [customerSample()]);
const SLOW = 'This takes longer than usual. Still waiting for an answer…';
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
let unmount: () => void = () => undefined;
const open = async (port: FakePort) => {
  const opened = await openPanel(port);
  unmount = () => act(() => opened.unmount());
  return opened;
};

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  unmount();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('an answer that takes long', () => {
  it('is talked about after three seconds, not before, and no more once it is there', async () => {
    const port = fakePort(PAGE);
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof figures>>();
    port.answer('record.view', () => promise);
    const { surface } = await open(port);
    await pass(2_900);
    expect(surface.textContent).not.toContain(SLOW);
    await pass(200);
    expect(surface.textContent).toContain(SLOW);
    resolve(figures());
    await settle();
    expect(surface.textContent).not.toContain(SLOW);
    expect(surface.textContent).toContain('€2,255.50');
  });

  it('leaves the figures from before in sight', async () => {
    const port = fakePort(PAGE);
    port.answer('record.cached', figures);
    const { surface } = await open(port);
    await pass(3_100);
    expect(surface.textContent).toContain(SLOW);
    expect(surface.textContent).toContain('€2,255.50');
  });

  it('that failed once says why, and that it is asked for again', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', failing({ code: 'erp.timeout' }));
    const { surface, panel } = await open(port);
    expect(surface.textContent).toContain('The ERP API took too long to answer. Trying again…');
    expect(panel.queryByRole('button', { name: 'Retry' })).toBeNull();
    await pass(3_100);
    expect(surface.textContent).not.toContain('Trying again…');
    expect(panel.getByRole('button', { name: 'Retry' })).toBeTruthy();
  });
});

describe('a sign-in that changes in another tab', () => {
  it('takes figures away at once where it ended', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', figures);
    const { surface } = await open(port);
    port.answer('record.view', failing({ code: 'erp.notConnected' }));
    await act(async () => port.tell({ name: 'connections.changed' }));
    await settle();
    expect(surface.textContent).not.toContain('€');
    expect(surface.textContent).toContain('The ERP API is not connected.');
  });

  it('takes what the person before had asked ahead, though nobody has drawn it yet', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', figures);
    const ahead = publishAhead(port.send);
    ahead.askView(PAGE);
    await open(port);
    expect(seeAhead('record.view', { page: PAGE, requestId: '' })).not.toBeNull();
    port.tell({ name: 'connections.changed' });
    expect(seeAhead('record.view', { page: PAGE, requestId: '' })).toBeNull();
    Reflect.deleteProperty(globalThis, Symbol.for('ledgerside.ahead'));
  });

  it('brings figures where it began', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', failing({ code: 'erp.authExpired' }));
    const { surface } = await open(port);
    port.answer('record.view', figures);
    await act(async () => port.tell({ name: 'connections.changed' }));
    await settle();
    expect(surface.textContent).toContain('€2,255.50');
  });
});

describe('coming back', () => {
  const look = () =>
    act(async () => void document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  const openFailed = async (failure: Failure) => {
    const port = fakePort(PAGE);
    port.answer('record.view', figures);
    const { panel } = await open(port);
    port.answer('record.view', failing(failure));
    fireEvent.click(panel.getByRole('button', { name: 'Refresh' }));
    await pass(4_000); // past both retries
    return port;
  };

  it('to the tab asks again at once after a failure', async () => {
    const port = await openFailed({ code: 'erp.badAnswer' });
    const before = port.count('record.view');
    await look();
    await settle();
    expect(port.count('record.view')).toBeGreaterThan(before);
  });

  it('to the tab leaves a limit to count down', async () => {
    const port = await openFailed({ code: 'erp.rateLimited', retryAfterMs: 60_000 });
    const before = port.count('record.view');
    await look();
    await settle();
    expect(port.count('record.view')).toBe(before);
  });

  it('to the network asks again without being told', async () => {
    const port = await openFailed({ code: 'offline' });
    const before = port.count('record.view');
    await act(async () => void window.dispatchEvent(new Event('offline')));
    await act(async () => void window.dispatchEvent(new Event('online')));
    await settle();
    expect(port.count('record.view')).toBeGreaterThan(before);
  });
});

it('a network that is back without having said so is found out', async () => {
  const port = fakePort(PAGE);
  port.answer('record.view', failing({ code: 'offline' }));
  const { surface } = await open(port);
  await pass(4_000);
  expect(surface.textContent).toContain('You are offline.');
  port.answer('record.view', figures);
  await pass(10_000);
  expect(surface.textContent).toContain('€2,255.50');
  const asked = port.count('record.view');
  await pass(30_000);
  expect(port.count('record.view')).toBe(asked);
});

it('an address that answers as something else can be asked again, or put right in the settings', async () => {
  const port = fakePort(PAGE);
  port.answer('record.view', failing({ code: 'erp.notAnErpApi', status: 200 }));
  const { panel, surface } = await open(port);
  fireEvent.click(panel.getByRole('button', { name: 'Open settings' }));
  expect(port.count('options.open')).toBe(1);
  port.answer('record.view', figures);
  fireEvent.click(panel.getByRole('button', { name: 'Retry' }));
  await settle();
  expect(surface.textContent).toContain('€2,255.50');
});

it('what is left after an update wears the theme of the page, also when that changes, and its own direction', async () => {
  const port = fakePort(PAGE);
  port.answer('record.view', figures);
  const { surface } = await open(port);
  port.die();
  fireEvent.focus(window);
  await settle();
  const notice = surface.querySelector('.ledgerside') ?? surface;
  expect(notice.getAttribute('dir')).toBe('ltr');
  await act(async () => document.body.setAttribute('data-theme', 'dark'));
  expect(notice.getAttribute('data-theme')).toBe('dark');
  await act(async () => document.body.setAttribute('data-theme', 'light'));
  expect(notice.getAttribute('data-theme')).toBe('light');
  document.body.removeAttribute('data-theme');
});
