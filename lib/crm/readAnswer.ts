import type * as z from 'zod';
import { FailureError } from '../failure.ts';

/** What a client library answered, in the expected shape; anything else, its own parse errors included, is `crm.badAnswer`. */
export const readAnswer = async <T>(answer: PromiseLike<unknown>, schema: z.ZodType<T>): Promise<T> => {
  try {
    return schema.parse(await answer);
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError({ code: 'crm.badAnswer' }, { cause: error });
  }
};
