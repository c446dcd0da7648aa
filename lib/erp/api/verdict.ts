import * as z from 'zod';
import { money } from './primitives.ts';

const verdictReason = z
  .discriminatedUnion('code', [
    z.object({ code: z.literal('creditHold') }),
    /** `amount`: by how much the limit is exceeded. */
    z.object({ code: z.literal('overLimit'), amount: money }),
    /** `amount`: overdue in company currency; `days`: of the oldest open instalment. */
    z.object({
      code: z.literal('overdueBeyondGrace'),
      amount: money,
      days: z.int().positive(),
      graceDays: z.int(),
    }),
    z.object({ code: z.literal('overdue'), amount: money, days: z.int().positive() }),
    /** `amount`: credit still available. */
    z.object({ code: z.literal('nearLimit'), amount: money }),
    z.object({ code: z.literal('disputed'), amount: money }),
    /** Within the limit without the deal that was asked about. `amount`: by how much the deal exceeds it. */
    z.object({ code: z.literal('dealOverLimit'), amount: money }),
    /** There is a limit, and nobody knows what that deal takes of it. */
    z.object({ code: z.literal('dealUnknown') }),
  ])
  .meta({ id: 'VerdictReason' });
export type VerdictReason = z.infer<typeof verdictReason>;

/** May we sell to this customer, and this deal where one was asked about? The worst reason decides and stands first. */
export const verdict = z
  .object({ level: z.enum(['ok', 'watch', 'stop']), reasons: z.array(verdictReason) })
  .meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof verdict>;
