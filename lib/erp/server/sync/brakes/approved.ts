import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../database/database.ts';
import { brakeQuestions } from '../../database/schema/brakeQuestions.ts';

/** How long an approval holds. */
export const APPROVAL_MS = 24 * 3_600_000;

/** The run has taken up an approval, and that still holds. */
export const isTakenUp = and(
  isNotNull(brakeQuestions.usedAt),
  sql`${brakeQuestions.approvedAt} > clock_timestamp() - ${APPROVAL_MS} * interval '1 millisecond'`,
);

/** Those of the runs that took up an approval which still holds. */
export const approvedRuns = async (
  transaction: TenantTransaction,
  tenant: string,
  runs: readonly string[],
): Promise<ReadonlySet<string>> => {
  const rows = await transaction
    .select({ run: brakeQuestions.run })
    .from(brakeQuestions)
    .where(
      and(eq(brakeQuestions.tenant, tenant), inArray(brakeQuestions.run, [...new Set(runs)]), isTakenUp),
    );
  return new Set(rows.map(({ run }) => run));
};
