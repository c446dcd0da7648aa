import * as z from 'zod';
import { resolved } from './sync/conflicts.ts';

/** RFC 9457 problem details. `code` is ours and stable; `detail` is for a person and never holds a stack. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    code: z.string(),
    requestId: z.string(),
    /** The order that an opportunity has become already. */
    order: z.string().optional(),
    /** What became of each decision, where not all were taken. */
    resolved: z.array(resolved).optional(),
    /** One entry per field that was refused. */
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
