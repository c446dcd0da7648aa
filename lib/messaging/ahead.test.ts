import { expect, test, vi } from 'vitest';
import { pageOf } from '../../components/panel/samples/customers.ts';
import { FailureError } from '../failure.ts';
import { askViewAhead, forgetAhead, hurryPanel, publishAhead, seeAhead, sendAfter } from './ahead.ts';
import type { send as sendMessage } from './send.ts';

const ONE = pageOf('001A');
const OTHER = pageOf('001B');

const start = (answer: () => Promise<unknown> = async () => null) => {
  const loaders = vi.fn((_name: string, _request: object, _signal?: AbortSignal) => answer());
  const panels = vi.fn(async () => null);
  const world = {} as typeof globalThis;
  const ahead = publishAhead(loaders as unknown as typeof sendMessage, world);
  return { loaders, panels, ahead, world, send: sendAfter(panels as unknown as typeof sendMessage, world) };
};

test('what the loader asked is answered once, without asking again', async () => {
  const { loaders, panels, ahead, send } = start(async () => ({ open: true, position: null }));
  ahead.ask(ONE);
  expect(await send('panel.preferences.read', {})).toEqual({ open: true, position: null });
  expect(panels).not.toHaveBeenCalled();
  await send('panel.preferences.read', {});
  expect(panels).toHaveBeenCalledOnce();
  expect(loaders.mock.calls.map(([name]) => name)).toEqual(['panel.preferences.read', 'record.cached']);
});

test('what was asked about one record never answers for another', async () => {
  const { panels, ahead, send } = start(async () => 'figures of one');
  ahead.ask(ONE);
  expect(await send('record.cached', { page: OTHER })).toBeNull();
  expect(panels).toHaveBeenCalledWith('record.cached', { page: OTHER }, undefined);
});

test('neither the ERP nor the CRM is asked before the company has let the panel in', () => {
  const { loaders, ahead } = start();
  ahead.ask(ONE);
  expect(loaders).not.toHaveBeenCalledWith('record.view', expect.anything(), expect.anything());
});

test('a failure reaches whoever takes the answer, and an abort takes the question back', async () => {
  const failing = start(() => Promise.reject(new FailureError({ code: 'storage' })));
  failing.ahead.ask(ONE);
  await expect(failing.send('record.cached', { page: ONE })).rejects.toMatchObject({
    failure: { code: 'storage' },
  });

  const { loaders, ahead, send } = start();
  ahead.ask(ONE);
  const [early, late] = [AbortSignal.abort(), new AbortController()];
  void send('panel.preferences.read', {}, early);
  void send('record.cached', { page: ONE }, late.signal);
  const signals = loaders.mock.calls.map(([, , signal]) => signal);
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]);
  late.abort();
  expect(signals[1]?.aborted).toBe(true);
});

test('without a loader that asks, the panel asks itself', async () => {
  const panels = vi.fn(async () => null);
  await sendAfter(panels as unknown as typeof sendMessage, {} as typeof globalThis)('record.cached', {
    page: ONE,
  });
  expect(panels).toHaveBeenCalledOnce();
});

test('what is seen is still there to be taken', async () => {
  const { panels, ahead, send, world } = start(async () => 'figures of one');
  ahead.ask(ONE);
  expect(await seeAhead('record.cached', { page: ONE }, world)).toBe('figures of one');
  expect(await send('record.cached', { page: ONE })).toBe('figures of one');
  expect(panels).not.toHaveBeenCalled();
});

test('nothing is seen of another record, nor of what was not asked', () => {
  const { ahead, world } = start();
  expect(seeAhead('record.cached', { page: ONE }, world)).toBeNull();
  ahead.ask(ONE);
  expect(seeAhead('record.cached', { page: OTHER }, world)).toBeNull();
  expect(seeAhead('record.cached', { page: ONE }, {} as typeof globalThis)).toBeNull();
});

test('what one person was answered is not there for the next', async () => {
  const { panels, ahead, send, world } = start(async () => 'figures of one');
  ahead.ask(ONE);
  forgetAhead(world);
  expect(seeAhead('record.cached', { page: ONE }, world)).toBeNull();
  expect(await send('record.cached', { page: ONE })).toBeNull();
  expect(panels).toHaveBeenCalledOnce();
});

test('the panel that is wanted now is asked for now', () => {
  const { loaders, world } = start(() => Promise.reject(new FailureError({ code: 'unexpected' })));
  hurryPanel(world);
  expect(loaders).toHaveBeenCalledWith('panel.mount', { now: true });
});

test('what the ERP is asked ahead answers the panel, for the main company alone', async () => {
  const { loaders, panels, send, world } = start(async () => 'figures of one');
  askViewAhead(ONE, world);
  expect(loaders).toHaveBeenCalledWith(
    'record.view',
    { page: ONE, requestId: expect.any(String) },
    expect.anything(),
  );
  expect(await send('record.view', { page: ONE, requestId: 'mine' })).toBe('figures of one');
  expect(panels).not.toHaveBeenCalled();
  askViewAhead(ONE, world);
  await send('record.view', { page: ONE, requestId: 'mine', company: 'another' });
  expect(panels).toHaveBeenCalledOnce();
});

test('what is under way is not wanted once it is forgotten', () => {
  const { loaders, world } = start(() => new Promise(() => undefined));
  askViewAhead(ONE, world);
  forgetAhead(world);
  expect(loaders.mock.calls[0]?.[2]?.aborted).toBe(true);
});

test('a failure keeps what it says on its way from one script to the other, each of which has errors of its own', async () => {
  class OtherScriptsError extends Error {
    readonly failure = { code: 'storage' };
  }
  const foreign = start(() => Promise.reject(new OtherScriptsError()));
  foreign.ahead.ask(ONE);
  await expect(foreign.send('record.cached', { page: ONE })).rejects.toMatchObject({
    failure: { code: 'unexpected' },
  });
  const own = start(() => Promise.reject(new FailureError({ code: 'erp.rateLimited' })));
  own.ahead.ask(ONE);
  const reply = await own.ahead.take('record.cached', { page: ONE });
  expect(reply).toEqual({ ok: false, failure: { code: 'erp.rateLimited' } });
});
