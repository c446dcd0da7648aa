import * as z from 'zod';
import type { RollingLimit } from './limitRules.ts';

const limit = z.strictObject({ calls: z.int().positive(), windowMs: z.int().positive() });
/** When each call of the last window was allowed, oldest first; epoch milliseconds. */
const taken = z.array(z.number()).max(1_000);

/** What must outlive the worker, as it is stored. A store holds it as it is and asks nothing of it. */
const storedBudget = z.strictObject({
  rolling: limit.nullable(),
  taken: z.strictObject({ all: taken, search: taken }),
  /** A day's use, good until `until`. */
  day: z.strictObject({ used: z.number(), limit: z.number(), until: z.number() }).nullable(),
  closed: z.array(
    z.strictObject({
      lane: z.enum(['all', 'search']),
      since: z.number(),
      until: z.number(),
      why: z.enum(['daily', 'server']),
    }),
  ),
  timeZone: z.string().nullable(),
});
export type StoredBudget = z.infer<typeof storedBudget>;

/** By org, as `system/org`. What cannot be read any more (an older form) counts as nothing stored. */
export interface BudgetStore {
  read(org: string): Promise<unknown>;
  write(org: string, budget: StoredBudget): Promise<void>;
}

export const newBudget = (rolling: RollingLimit | null): StoredBudget => ({
  rolling,
  taken: { all: [], search: [] },
  day: null,
  closed: [],
  timeZone: null,
});

/**
 * What was stored, as of `now` by this computer's clock. A clock that was set back since would hold calls back that were made long
 * ago, as it seems in the future: the last of them counts as made just now.
 */
export const restored = (stored: unknown, rolling: RollingLimit | null, now: number): StoredBudget => {
  const { data } = storedBudget.safeParse(stored);
  if (data === undefined) return newBudget(rolling);
  const newest = Math.max(...data.taken.all, ...data.taken.search);
  const ahead = Math.max(0, newest - now);
  const shifted = (times: readonly number[]) => times.map((at) => at - ahead);
  return { ...data, taken: { all: shifted(data.taken.all), search: shifted(data.taken.search) } };
};
