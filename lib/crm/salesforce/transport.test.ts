import { Readable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import type { CrmCall } from '../authorizedCall.ts';
import { CallTransport } from './transport.ts';

const URL_ = 'https://acme.my.salesforce.com/services/data/v67.0/limits';

test('status, headers and text of an answer reach jsforce', async () => {
  const call: CrmCall = vi.fn(async () => ({
    status: 200,
    headers: new Headers({ 'Sforce-Limit-Info': 'api-usage=18/15000', ETag: '"7"' }),
    text: '{}',
    url: URL_,
  }));
  const answer = await new CallTransport(call).httpRequest({ method: 'GET', url: URL_ });
  expect(answer).toEqual({
    statusCode: 200,
    headers: { 'sforce-limit-info': 'api-usage=18/15000', etag: '"7"' },
    body: '{}',
  });
  expect(call).toHaveBeenCalledExactlyOnceWith({ method: 'GET', url: URL_, headers: {}, body: undefined });
});

test('a body that is no text is refused, not sent empty', async () => {
  const call = vi.fn<CrmCall>();
  const body = Readable.from(['Id,Name']);
  await expect(
    new CallTransport(call).httpRequest({ method: 'POST', url: URL_, body }),
  ).rejects.toMatchObject({
    kind: 'malformed',
  });
  expect(call).not.toHaveBeenCalled();
});
