import { HttpMethod, RequestContext } from '@hubspot/api-client/lib/codegen/crm/objects/http/http.js';
import { expect, test, vi } from 'vitest';
import type { CrmCall } from '../authorizedCall.ts';
import { httpLibrary } from './httpLibrary.ts';

const call: CrmCall = vi.fn(async () => ({
  status: 200,
  headers: new Headers({ 'X-HubSpot-RateLimit-Remaining': '97' }),
  text: '{}',
  url: 'https://api.hubapi.com/',
}));
const request = () => new RequestContext('https://api.hubapi.com/crm/v3/objects/companies', HttpMethod.POST);

test('status and headers reach the client', async () => {
  const answer = await httpLibrary(call).send(request()).toPromise();
  expect(answer.httpStatusCode).toBe(200);
  expect(answer.headers['x-hubspot-ratelimit-remaining']).toBe('97');
  expect(await answer.body.text()).toBe('{}');
});

test('what is not text is refused, not sent empty', async () => {
  const form = request();
  form.setBody(new URLSearchParams({ a: '1' }));
  await expect(httpLibrary(call).send(form).toPromise()).rejects.toMatchObject({ kind: 'malformed' });
  const answer = await httpLibrary(call).send(request()).toPromise();
  await expect(answer.body.binary()).rejects.toMatchObject({ kind: 'malformed' });
});
