import { expect, test } from 'vitest';
import { optionsSender, SELF } from '../background/fakes/senders.ts';
import { FailureError } from '../failure.ts';
import { answerWith, type Handlers } from './serve.ts';

const failing = (error: unknown) =>
  answerWith(
    {
      'erp.test': () => Promise.reject(error),
      'options.open': () => {
        throw error;
      },
    } as unknown as Handlers,
    SELF,
  );

test('a failure crosses as data', async () => {
  const failure = { code: 'erp.rateLimited', status: 429, retryAfterMs: 2_000 } as const;
  const answer = failing(new FailureError(failure, { cause: new Error('https://erp.acme.example/secret') }));
  expect(await answer({ name: 'erp.test', request: {} }, optionsSender)).toEqual({ ok: false, failure });
});

test.each(['erp.test', 'options.open'])('an error nobody foresaw says nothing but that: %s', async (name) => {
  const answer = failing(new Error('token abc at https://erp.acme.example'));
  expect(await answer({ name, request: {} }, optionsSender)).toEqual({
    ok: false,
    failure: { code: 'unexpected' },
  });
});

test.each([
  undefined,
  null,
  'erp.test',
  7,
  [],
  {},
  { name: 7 },
  { name: 'toString', request: {} },
  { name: '__proto__' },
  { name: 'erp.everything', request: {} },
])('what is no message is refused: %j', async (message) => {
  const answer = failing(new Error('must not run'));
  expect(await answer(message, optionsSender)).toEqual({ ok: false, failure: { code: 'message.refused' } });
});
