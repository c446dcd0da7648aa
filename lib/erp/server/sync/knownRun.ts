import { and, eq } from 'drizzle-orm';
import type { TenantTransaction } from '../database/database.ts';
import { brakeQuestions } from '../database/schema/brakeQuestions.ts';
import { runs } from '../database/schema/runs.ts';

export const hasAskedBrake = async (
  transaction: TenantTransaction,
  tenant: string,
  run: string,
): Promise<boolean> => {
  const asked = await transaction
    .select({ run: brakeQuestions.run })
    .from(brakeQuestions)
    .where(and(eq(brakeQuestions.tenant, tenant), eq(brakeQuestions.run, run)));
  return asked.length > 0;
};

/** Whether anybody has heard of this run before: it was asked for, has reported, or has asked the brake. */
export const isKnownRun = async (
  transaction: TenantTransaction,
  tenant: string,
  run: string,
): Promise<boolean> => {
  const told = await transaction
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.tenant, tenant), eq(runs.id, run)));
  return told.length > 0 || hasAskedBrake(transaction, tenant, run);
};
