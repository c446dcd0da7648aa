import { linkId } from '../../erp/api/primitives.ts';
import type { SyncCalls } from '../../erp/client/sync/syncCalls.ts';
import { FailureError } from '../../failure.ts';
import type { RowOutcome, RunReport } from '../../sync/runState.ts';
import { SUSPECT } from './suspects.ts';

type Use = <T>(work: (calls: SyncCalls) => Promise<T>) => Promise<T>;

/** What only waits for its turn again, or for its time: nobody has to do anything about it. */
const PASSING = new Set(['restless', 'unheard']);

/**
 * Records that a system refuses are put aside with the reason, for people to mend; the rest has gone on without them. One that has
 * gone through since is taken back; what was refused as an order, by a run that orders alone (`ordersToo`).
 */
export const letters = async (use: Use, { id, rows }: RunReport, ordersToo: boolean): Promise<void> => {
  try {
    for (const row of rows) if (row.outcome === 'failed') await putAside(use, id, row);
    await takeBack(use, rows, ordersToo);
  } catch (error) {
    // The run's own rows say the same; the next run that sees such a record does it again.
    if (!(error instanceof FailureError)) throw error;
  }
};

/** Codes of won opportunities that became no order. */
const ABOUT_ORDERS = 'order.';

const putAside = async (use: Use, run: string, { record, reason }: RowOutcome): Promise<void> => {
  const link = linkId.safeParse(record).data;
  if (reason === null || PASSING.has(reason) || link === undefined) return;
  const [code = reason] = reason.split(': ', 1);
  const letter = { link, run, code: code.slice(0, 80), reason: reason.slice(0, 2000) };
  await use((calls) => calls.setAside(letter, new AbortController().signal));
};

const isThrough = ({ outcome }: RowOutcome): boolean => outcome === 'updated' || outcome === 'unchanged';

const takeBack = async (use: Use, rows: readonly RowOutcome[], ordersToo: boolean): Promise<void> => {
  if (!rows.some(isThrough)) return;
  const { signal } = new AbortController();
  const { deadLetters } = await use((calls) => calls.failures(signal));
  // Those that lie aside are few, the rows may be very many.
  const aside = new Set<string>(deadLetters.map(({ link }) => link));
  const through = new Map<string, RowOutcome['outcome']>();
  for (const row of rows) if (aside.has(row.record) && isThrough(row)) through.set(row.record, row.outcome);
  for (const { id, link, code } of deadLetters) {
    if (!ordersToo && code.startsWith(ABOUT_ORDERS)) continue;
    const outcome = through.get(link);
    // A record that is not seen is left as it is, and told to be unchanged: that says nothing of where it is.
    if (outcome === 'updated' || (outcome === 'unchanged' && code !== SUSPECT))
      await use((calls) => calls.takeBack(id, signal));
  }
};
