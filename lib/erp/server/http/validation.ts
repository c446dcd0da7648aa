import type { Hook } from '@hono/zod-openapi';
import * as z from 'zod';
import { issueSentence } from '../../issueSentence.ts';
import type { Environment } from './environment.ts';
import { Refusal } from './refusal.ts';

/** From here on every schema of this process says what is wrong in a sentence of ours, unless it has one of its own. */
export const speakInSentences = (): void => {
  z.config({ customError: issueSentence });
};

/** A body that is JSON but not the described one is 422; every other part of a request is 400. */
export const refuseInvalid: Hook<unknown, Environment, string, unknown> = (result) => {
  if (result.success) return;
  const errors = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Refusal(result.target === 'json' ? 'body.invalid' : 'request.invalid', { errors });
};
