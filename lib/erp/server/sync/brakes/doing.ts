import type { ChangeCounts } from '../../../api/sync/brake.ts';
import type { BrakeKind } from '../../../api/sync/status.ts';

/** What is done in the name of a run: counted as its plan was, but for how many values there are of a field. */
export interface Doing extends Pick<ChangeCounts, 'creates' | 'updates' | 'deletes' | 'moved'> {
  readonly clears: readonly Cleared[];
}
type Cleared = Omit<ChangeCounts['clears'][number], 'of'>;

export const NOTHING_DONE: Doing = { creates: 0, updates: 0, deletes: 0, clears: [], moved: [] };

export const together = (one: Doing, other: Doing): Doing => ({
  creates: one.creates + other.creates,
  updates: one.updates + other.updates,
  deletes: one.deletes + other.deletes,
  clears: summed([...one.clears, ...other.clears], fieldOf, (sum, { cleared }) => ({
    ...sum,
    cleared: sum.cleared + cleared,
  })),
  moved: summed([...one.moved, ...other.moved], currencyOf, (sum, { amount }) => ({
    ...sum,
    amount: sum.amount + amount,
  })),
});

const fieldOf = ({ side, field }: Cleared): string => `${side} ${field}`;
const currencyOf = ({ currency }: Doing['moved'][number]): string => currency ?? '';

const summed = <T>(each: readonly T[], nameOf: (one: T) => string, add: (sum: T, one: T) => T): T[] => {
  const sums = new Map<string, T>();
  for (const one of each) {
    const known = sums.get(nameOf(one));
    sums.set(nameOf(one), known === undefined ? one : add(known, one));
  }
  return [...sums.values()];
};

/** What of it lies beyond what was approved. */
export const beyond = (done: Doing, approved: Doing): Doing => ({
  creates: Math.max(0, done.creates - approved.creates),
  updates: Math.max(0, done.updates - approved.updates),
  deletes: Math.max(0, done.deletes - approved.deletes),
  clears: done.clears.flatMap((each) => {
    const known = approved.clears.find((other) => fieldOf(other) === fieldOf(each))?.cleared ?? 0;
    return each.cleared > known ? [{ ...each, cleared: each.cleared - known }] : [];
  }),
  moved: done.moved.flatMap((each) => {
    const known = approved.moved.find(({ currency }) => currency === each.currency)?.amount ?? 0;
    return each.amount > known ? [{ ...each, amount: each.amount - known }] : [];
  }),
});

/** As the counters of the hour have it: values that are cleared, whatever their field. */
export const kindsOf = ({
  creates,
  updates,
  deletes,
  clears,
}: Doing): Partial<Record<BrakeKind, number>> => ({
  creates,
  updates,
  deletes,
  clears: clears.reduce((sum, { cleared }) => sum + cleared, 0),
});
