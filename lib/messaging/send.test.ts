import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ACCOUNT_PAGE } from '../background/fakes/records.ts';
import { send } from './send.ts';

const sendMessage = vi.fn<(message: unknown) => Promise<unknown>>();
beforeEach(() => {
  sendMessage.mockReset();
  fakeBrowser.runtime.sendMessage = sendMessage as unknown as typeof fakeBrowser.runtime.sendMessage;
});
const question = { page: ACCOUNT_PAGE, requestId: 'q1' };

test('answers the value', async () => {
  sendMessage.mockResolvedValue({ ok: true, value: { open: true, position: null, docked: false } });
  expect(await send('panel.preferences.read', {})).toEqual({ open: true, position: null, docked: false });
  expect(sendMessage).toHaveBeenCalledWith({ name: 'panel.preferences.read', request: {} });
});

test('throws the failure that the worker answered', async () => {
  const failure = { code: 'erp.authExpired', status: 401 };
  sendMessage.mockResolvedValue({ ok: false, failure });
  await expect(send('record.view', question)).rejects.toMatchObject({ name: 'FailureError', failure });
});

test.each([
  ['Chromium, content script', 'Extension context invalidated.'],
  ['Chromium, no worker', 'Could not establish connection. Receiving end does not exist.'],
  ['Chromium, runtime taken away', "Cannot read properties of undefined (reading 'sendMessage')"],
  ['Firefox', 'can\'t access property "sendMessage", browser.runtime is undefined'],
])('an older copy of the extension asks for a reload: %s', async (_, message) => {
  sendMessage.mockRejectedValue(new Error(message));
  await expect(send('panel.mount', {})).rejects.toMatchObject({ failure: { code: 'extension.updated' } });
});

test('nobody answering at all is an older copy too', async () => {
  sendMessage.mockResolvedValue(undefined);
  await expect(send('panel.mount', {})).rejects.toMatchObject({ failure: { code: 'extension.updated' } });
});

describe('a worker that the browser stopped before it answered', () => {
  const stopped = new Error(
    'A listener indicated an asynchronous response by returning true, but the message channel closed before a response was received',
  );

  test('is woken and asked again', async () => {
    sendMessage.mockRejectedValueOnce(stopped).mockResolvedValue({ ok: true, value: null });
    expect(await send('record.cached', { page: ACCOUNT_PAGE })).toBeNull();
    expect(sendMessage).toHaveBeenCalledTimes(2);
    expect(sendMessage).toHaveBeenLastCalledWith({ name: 'record.cached', request: { page: ACCOUNT_PAGE } });
  });

  test('is asked again too where the page itself was put away and came back', async () => {
    const away =
      'The page keeping the extension port is moved into back/forward cache, so the message channel is closed.';
    sendMessage.mockRejectedValueOnce(new Error(away)).mockResolvedValue({ ok: true, value: null });
    expect(await send('record.cached', { page: ACCOUNT_PAGE })).toBeNull();
  });

  test('again and again is unexpected, not an update', async () => {
    sendMessage.mockRejectedValue(stopped);
    await expect(send('panel.mount', {})).rejects.toMatchObject({ failure: { code: 'unexpected' } });
    expect(sendMessage).toHaveBeenCalledTimes(3);
  });

  test('and is not there for a moment gets every message once more: it has done nothing yet', async () => {
    const absent = new Error('Could not establish connection. Receiving end does not exist.');
    sendMessage
      .mockRejectedValueOnce(stopped)
      .mockRejectedValueOnce(absent)
      .mockResolvedValue({ ok: true, value: null });
    expect(await send('record.cached', { page: ACCOUNT_PAGE })).toBeNull();
    sendMessage.mockRejectedValueOnce(absent);
    expect(await send('confirm.accept', { ticket: 'a'.repeat(32) })).toBeNull();
  });

  test('and whose extension was updated meanwhile asks for a reload', async () => {
    sendMessage.mockRejectedValueOnce(stopped).mockRejectedValue(new Error('Extension context invalidated.'));
    await expect(send('panel.mount', {})).rejects.toMatchObject({ failure: { code: 'extension.updated' } });
  });

  test.each([
    ['link.propose', { page: ACCOUNT_PAGE, customer: 'G01', change: 'link' }],
    ['confirm.accept', { ticket: 'a'.repeat(32) }],
    ['erp.connect', { address: 'https://erp.acme.example', token: 't' }],
    ['salesforce.connect', { host: 'acme.my.salesforce.com', consumerKey: 'k' }],
    ['hubspot.connect', { mode: 'oauth' }],
  ] as const)('is not told a second time to %s: it may have been done', async (name, request) => {
    sendMessage.mockRejectedValue(stopped);
    await expect(send(name, request)).rejects.toMatchObject({ failure: { code: 'unexpected' } });
    expect(sendMessage).toHaveBeenCalledTimes(1);
  });
});

test('a throw at once, as after an update, is a failure as well', async () => {
  sendMessage.mockImplementation(() => {
    throw new Error('Extension context invalidated.');
  });
  await expect(send('panel.mount', {})).rejects.toMatchObject({ failure: { code: 'extension.updated' } });
});

test('an abort settles at once and takes the question back', async () => {
  sendMessage.mockReturnValue(new Promise(() => undefined));
  const abort = new AbortController();
  const asked = send('record.view', question, abort.signal);
  abort.abort();
  await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  expect(sendMessage).toHaveBeenLastCalledWith({ name: 'request.cancel', request: { requestId: 'q1' } });
});

test('a question that has no id is only left', async () => {
  sendMessage.mockReturnValue(new Promise(() => undefined));
  const abort = new AbortController();
  const asked = send('panel.preferences.read', {}, abort.signal);
  abort.abort();
  await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  expect(sendMessage).toHaveBeenCalledTimes(1);
});

test('what is aborted already is never asked', async () => {
  await expect(send('record.view', question, AbortSignal.abort())).rejects.toMatchObject({
    failure: { code: 'cancelled' },
  });
  expect(sendMessage).not.toHaveBeenCalled();
});

test('an abort after the answer takes nothing back', async () => {
  sendMessage.mockResolvedValue({ ok: true, value: [] });
  const abort = new AbortController();
  await send('record.suggestions', question, abort.signal);
  abort.abort();
  expect(sendMessage).toHaveBeenCalledTimes(1);
});
