import type * as z from 'zod';
import { FailureError } from '../../failure.ts';
import type { HttpAnswer } from '../../http/call.ts';
import { parseJson } from '../../http/json.ts';

/** How many paths of a wrong answer are named: enough to find the cause, short enough to read. */
const NAMED = 5;

/**
 * The body as its schema promises it. An answer that is not JSON comes from something else than an ERP API; JSON of another
 * shape is `erp.badAnswer`, whose detail names the paths that failed and never their values: those are a customer's.
 */
export const provenBody = <T>({ text, status }: HttpAnswer, schema: z.ZodType<T>): T => {
  const body = parseJson(text);
  if (body === undefined) throw new FailureError({ code: 'erp.notAnErpApi', status });
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map(({ path }) => path.join('.') || '(whole answer)');
  throw new FailureError({
    code: 'erp.badAnswer',
    status,
    detail: [...new Set(paths)].slice(0, NAMED).join(', '),
  });
};
