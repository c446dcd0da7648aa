import type * as z from 'zod';
import type { Answer } from '../../../sync/ports.ts';
import type { Reply } from './door.ts';

/** A reading's reply in the expected shape. What the API refuses as a whole, this user cannot have; anything unreadable is no answer. */
export const answerOf = <T>(reply: Reply, schema: z.ZodType<T>): Answer<T> => {
  if (reply.kind === 'refused') return { kind: 'notSent', reason: 'forbidden' };
  if (reply.kind !== 'answered') return reply;
  const read = schema.safeParse(reply.body);
  return read.success ? { kind: 'answered', value: read.data } : { kind: 'lost' };
};
