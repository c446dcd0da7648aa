import { describe, expect, test, vi } from 'vitest';
import { FailureError } from '../failure.ts';
import { authorizedCall } from './authorizedCall.ts';
import { salesforceRefusal } from './salesforce/refusal.ts';
import { answerJson, anySignal, fixedSession, scriptedApi } from './scriptedApi.fixture.ts';
import type { CrmSession } from './session.ts';

const READ = { method: 'GET', url: 'https://acme.my.salesforce.com/rows' };
const expired = answerJson([{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }], 401);
const refusal = (answer: Parameters<typeof salesforceRefusal>[0]) => salesforceRefusal(answer, 0);

const calling = (api: ReturnType<typeof scriptedApi>, session: CrmSession, signal = anySignal()) =>
  authorizedCall({ call: api.call, session, signal, refusal })(READ);

describe('a refused token', () => {
  test('is renewed once, and the call goes on with the new one', async () => {
    const renew = vi.fn(async (stale: string) => `${stale}-renewed`);
    const api = scriptedApi({
      'GET /rows': (request) =>
        request.headers.get('authorization') === 'Bearer old-renewed' ? new Response('ok') : expired(request),
    });
    const answer = await calling(api, { accessToken: async () => 'old', renew });
    expect(answer.text).toBe('ok');
    expect(renew.mock.calls).toEqual([['old']]);
  });

  test('is not renewed for ever: the second refusal is the answer', async () => {
    const renew = vi.fn(async () => 'another');
    const api = scriptedApi({ 'GET /rows': expired });
    await expect(calling(api, { accessToken: async () => 'old', renew })).rejects.toMatchObject({
      failure: { code: 'crm.authExpired', status: 401 },
    });
    expect(renew).toHaveBeenCalledOnce();
    expect(api.requests).toHaveLength(2);
  });

  test('that no other token would better is not renewed', async () => {
    const renew = vi.fn(async () => 'another');
    const message = 'This session is not valid for use with the REST API';
    const api = scriptedApi({
      'GET /rows': answerJson([{ message, errorCode: 'INVALID_SESSION_ID' }], 401),
    });
    await expect(calling(api, { accessToken: async () => 'old', renew })).rejects.toMatchObject({
      failure: { code: 'crm.forbidden', detail: message },
    });
    expect(renew).not.toHaveBeenCalled();
  });

  test('that cannot be renewed ends with what the session says', async () => {
    const gone = new FailureError({ code: 'crm.authExpired' });
    const session = { accessToken: async () => 'old', renew: () => Promise.reject(gone) };
    await expect(calling(scriptedApi({ 'GET /rows': expired }), session)).rejects.toBe(gone);
  });
});

describe('no answer', () => {
  test('a broken connection is a failure of the CRM', async () => {
    const api = scriptedApi({ 'GET /rows': () => Promise.reject(new TypeError('Failed to fetch')) });
    await expect(calling(api, fixedSession())).rejects.toMatchObject({
      failure: { code: 'crm.unreachable' },
    });
  });

  test('cancelling while the token is awaited settles at once and sends nothing', async () => {
    const abort = new AbortController();
    const api = scriptedApi({});
    const session = { ...fixedSession(), accessToken: () => new Promise<string>(() => undefined) };
    const answer = calling(api, session, abort.signal);
    abort.abort();
    await expect(answer).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(api.requests).toEqual([]);
  });

  test('what is cancelled already does not ask for a token', async () => {
    const accessToken = vi.fn(async () => 'token');
    const answer = calling(scriptedApi({}), { ...fixedSession(), accessToken }, AbortSignal.abort());
    await expect(answer).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });
});
