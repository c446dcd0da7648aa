import { Hono } from 'hono';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Environment } from './environment.ts';
import { logging } from './logging.ts';
import { problemAnswer, refusalFor } from './problems.ts';

test('what nobody foresaw is 500 without its cause, which the log keeps', async () => {
  const lines: string[] = [];
  const api = new Hono<Environment>();
  api.use(logging(pino({}, { write: (line) => void lines.push(line) })));
  api.onError((error, context) => problemAnswer(context, error));
  api.get('/', () => {
    throw new Error('row 17 of secret_table is bad');
  });
  const answer = await api.request('/');
  const text = await answer.text();
  expect(answer.status).toBe(500);
  expect(JSON.parse(text)).toEqual({
    type: 'urn:ledgerside:problem:internal',
    title: 'Something went wrong. Try again.',
    status: 500,
    code: 'internal',
    instance: '/',
    requestId: answer.headers.get('x-request-id'),
  });
  expect(text).not.toMatch(/secret_table|problems\.test|at /);
  expect(lines.join('')).toContain('secret_table');
  expect(lines.join('')).toContain(answer.headers.get('x-request-id'));
});

test.each([
  ['ECONNREFUSED', 'database.unavailable'],
  ['57P01', 'database.unavailable'],
  ['57P02', 'database.unavailable'],
  ['08006', 'database.unavailable'],
  ['22021', 'request.invalid'],
  ['23505', 'internal'],
])('a query that fails with %s is %s, however deep it lies', (code, expected) => {
  const cause = Object.assign(new Error('inner'), { code });
  expect(refusalFor(new Error('outer', { cause })).code).toBe(expected);
});

test.each([
  'Connection terminated unexpectedly',
  'Client has encountered a connection error and is not queryable',
  'timeout exceeded when trying to connect',
])(
  'a database that restarts under a request (%s) is unavailable for a moment, with when to ask again',
  (message) => {
    const { code, headers } = refusalFor(new Error('outer', { cause: new Error(message) }));
    expect([code, headers]).toEqual(['database.unavailable', { 'Retry-After': '5' }]);
  },
);
