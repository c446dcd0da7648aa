import * as z from 'zod';

export const matchReason = z
  .object({
    kind: z.enum(['customKey', 'email', 'domain', 'phone', 'name', 'city', 'country']),
    effect: z.enum(['for', 'against']),
    /** Points added (for) or taken off (against). */
    points: z.int().nonnegative(),
    crmValue: z.string(),
    erpValue: z.string(),
  })
  .meta({ id: 'MatchReason' });
export type MatchReason = z.infer<typeof matchReason>;
