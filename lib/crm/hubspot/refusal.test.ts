import { expect, test } from 'vitest';
import { hubspotRefusal } from './refusal.ts';

const NOW = Date.parse('2026-11-20T09:45:00Z');
const refusal = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  hubspotRefusal(
    {
      status,
      headers: new Headers(headers),
      text: typeof body === 'string' ? body : JSON.stringify(body),
      url: 'https://api.hubapi.com/',
    },
    NOW,
  );

test.each([
  [401, 'EXPIRED_AUTHENTICATION', 'crm.authExpired'],
  [401, 'INVALID_AUTHENTICATION', 'crm.authExpired'],
  [403, 'MISSING_SCOPES', 'crm.forbidden'],
  [404, 'OBJECT_NOT_FOUND', 'crm.notFound'],
  [400, 'VALIDATION_ERROR', 'crm.invalid'],
  [409, 'CONFLICT', 'crm.invalid'],
  [500, 'INTERNAL_ERROR', 'crm.server'],
])('%i %s is %s', (status, category, code) => {
  expect(refusal(status, { status: 'error', message: 'Because.', category })).toEqual({
    code,
    status,
    detail: 'Because.',
  });
});

test('a page of HTML from the gateway is told by its status and not quoted', () => {
  expect(refusal(502, '<html>Bad gateway</html>')).toEqual({ code: 'crm.server', status: 502 });
  expect(refusal(204, '')).toEqual({ code: 'crm.badAnswer', status: 204 });
});

test.each<[string, number, unknown, Record<string, string>, number]>([
  ['the secondly limit of search, which names no policy', 429, { category: 'RATE_LIMITS' }, {}, 1_000],
  [
    'the rolling ten seconds, by its header',
    429,
    { policyName: 'TEN_SECONDLY_ROLLING' },
    { 'X-HubSpot-RateLimit-Interval-Milliseconds': '10000' },
    10_000,
  ],
  ['the rolling ten seconds without its header', 429, { policyName: 'TEN_SECONDLY_ROLLING' }, {}, 1_000],
  [
    'the day: at the next full hour, when it may be midnight there',
    429,
    { policyName: 'DAILY' },
    { 'X-HubSpot-RateLimit-Interval-Milliseconds': '10000' },
    15 * 60_000,
  ],
  ['what the server says before all else', 429, { policyName: 'DAILY' }, { 'Retry-After': '7' }, 7_000],
  ['the write lock', 423, { category: 'LOCKED' }, {}, 2_000],
])('the wait follows %s', (_, status, body, headers, retryAfterMs) => {
  expect(refusal(status, body, headers)).toMatchObject({ code: 'crm.rateLimited', retryAfterMs });
});

test('an account on the move is a server that is away for as long as it says', () => {
  expect(refusal(477, {}, { 'Retry-After': '3600' })).toMatchObject({
    code: 'crm.server',
    retryAfterMs: 3_600_000,
  });
});
