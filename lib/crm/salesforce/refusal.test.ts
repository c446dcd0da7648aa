import { expect, test } from 'vitest';
import { salesforceRefusal } from './refusal.ts';

const NOW = Date.parse('2026-11-20T09:30:00Z');
const refusal = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  salesforceRefusal(
    {
      status,
      headers: new Headers(headers),
      text: typeof body === 'string' ? body : JSON.stringify(body),
      url: 'https://acme.my.salesforce.com/',
    },
    NOW,
  );

test.each([
  [401, 'INVALID_SESSION_ID', 'Session expired or invalid', 'crm.authExpired'],
  [401, 'INVALID_SESSION_ID', 'This session is not valid for use with the REST API', 'crm.forbidden'],
  [403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 'crm.rateLimited'],
  [403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.', 'crm.forbidden'],
  [403, 'INSUFFICIENT_ACCESS', 'insufficient access rights', 'crm.forbidden'],
  [404, 'NOT_FOUND', 'The requested resource does not exist', 'crm.notFound'],
  [404, 'ENTITY_IS_DELETED', 'entity is deleted', 'crm.notFound'],
  [400, 'ENTITY_IS_DELETED', 'entity is deleted', 'crm.notFound'],
  [400, 'INVALID_FIELD', "No such column 'AccountId'", 'crm.forbidden'],
  [400, 'JSON_PARSER_ERROR', 'Unexpected character', 'crm.invalid'],
  [410, 'UNSUPPORTED_API_VERSION', 'The requested API version is no longer supported.', 'crm.invalid'],
  [500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.', 'crm.server'],
])('%i %s (%s) is %s', (status, errorCode, message, code) => {
  expect(refusal(status, [{ message, errorCode }])).toEqual({ code, status, detail: message });
});

test.each([
  [401, 'crm.authExpired'],
  [403, 'crm.forbidden'],
  [404, 'crm.notFound'],
  [429, 'crm.rateLimited'],
  [503, 'crm.server'],
  [420, 'crm.invalid'],
  [300, 'crm.badAnswer'],
])('a %i that is no error list is told by its status, and no page is quoted', (status, code) => {
  expect(refusal(status, '<html>Down for maintenance</html>')).toEqual({ code, status });
});

test('the wait is what the server says, and unknown where it says nothing', () => {
  expect(refusal(503, '', { 'Retry-After': '120' })).toMatchObject({ retryAfterMs: 120_000 });
  expect(refusal(403, [{ message: 'limit', errorCode: 'REQUEST_LIMIT_EXCEEDED' }])).not.toHaveProperty(
    'retryAfterMs',
  );
});

test('of several errors the first speaks', () => {
  const body = [
    { message: 'first', errorCode: 'NOT_FOUND' },
    { message: 'second', errorCode: 'INVALID_FIELD' },
  ];
  expect(refusal(404, body)).toEqual({ code: 'crm.notFound', status: 404, detail: 'first' });
});
