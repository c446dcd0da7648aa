import { and, eq } from 'drizzle-orm';
import type { SyncConfig } from '../../../api/config.ts';
import { readCompany } from '../../../sources/embedded/company.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { brakeQuestions } from '../../database/schema/brakeQuestions.ts';
import { Refusal } from '../../http/refusal.ts';
import { countAgainstBrake } from '../brake.ts';
import { databaseTime } from '../clock.ts';
import { isTakenUp } from './approved.ts';
import { beyond, type Doing, kindsOf, NOTHING_DONE, together } from './doing.ts';
import { movedIn } from './movedIn.ts';

/**
 * Counts what a transaction does, run by run. Of a run that somebody let go on, what was approved is drawn from the approval; only
 * what lies beyond is counted, as it is of everybody else, and amounts beyond it may be as large as they may be unasked. It stands or
 * falls with the transaction. @throws {Refusal} brake.engaged
 */
export const countDoings = async (
  transaction: TenantTransaction,
  tenant: string,
  limits: SyncConfig['brake'],
  doings: ReadonlyMap<string, Doing>,
): Promise<void> => {
  let counted = NOTHING_DONE;
  // In one order, so that two transactions never wait for each other.
  for (const run of [...doings.keys()].sort())
    counted = together(counted, await drawn(transaction, tenant, limits.amountMoved, run, doings.get(run)));
  await countAgainstBrake(transaction, tenant, limits.perHour, kindsOf(counted));
};

/** What of it no approval covers. The approval's row is held until the transaction ends: nobody draws the same from it. */
const drawn = async (
  transaction: TenantTransaction,
  tenant: string,
  limit: SyncConfig['brake']['amountMoved'],
  run: string,
  doing: Doing = NOTHING_DONE,
): Promise<Doing> => {
  const own = and(eq(brakeQuestions.tenant, tenant), eq(brakeQuestions.run, run));
  const [question] = await transaction
    .select({ counts: brakeQuestions.counts, spent: brakeQuestions.spent })
    .from(brakeQuestions)
    .where(and(own, isTakenUp))
    .for('update');
  // Amounts are counted of approved runs alone: of the others they were looked at when they were planned.
  if (question === undefined) return doing;
  const before = question.spent ?? NOTHING_DONE;
  const spent = together(before, doing);
  await transaction.update(brakeQuestions).set({ spent }).where(own);
  const over = beyond(spent, question.counts);
  if (doing.moved.some(({ amount }) => amount > 0))
    await refuseTooMuch(transaction, tenant, limit, over.moved);
  return beyond(over, beyond(before, question.counts));
};

const refuseTooMuch = async (
  transaction: TenantTransaction,
  tenant: string,
  limit: SyncConfig['brake']['amountMoved'],
  moved: Doing['moved'],
): Promise<void> => {
  if (limit === null || moved.length === 0) return;
  const company = await readCompany(transaction, tenant, await databaseTime(transaction));
  const [amount, allowed] = [
    await movedIn(transaction, tenant, moved, company),
    await movedIn(transaction, tenant, [limit], company),
  ];
  if (amount === 0 || (amount !== null && allowed !== null && amount <= allowed)) return;
  throw new Refusal('brake.engaged', { detail: 'Amounts would move by more than was approved.' });
};
