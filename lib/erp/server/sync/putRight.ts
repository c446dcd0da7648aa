import { and, eq, sql } from 'drizzle-orm';
import type { CommitRow } from '../../api/sync/prepare.ts';
import type { TenantTransaction } from '../database/database.ts';
import { runRows, runs } from '../database/schema/runs.ts';
import type { LinkRow } from './syncLink.ts';

/**
 * A request that outlived its sender: its run may have been told of as finished before this record was confirmed. Its row is put
 * right, so that the history says what really happened; what was worse than unchanged stays.
 */
export const putRight = async (
  transaction: TenantTransaction,
  { tenant, id: link }: LinkRow,
  { run, outcomes }: CommitRow,
): Promise<void> => {
  if (!outcomes.some(({ outcome }) => outcome === 'confirmed')) return;
  const [finished] = await transaction
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.tenant, tenant), eq(runs.id, run), eq(runs.state, 'finished')));
  if (finished === undefined) return;
  await transaction
    .insert(runRows)
    .values({ tenant, run, link, outcome: 'updated', reason: null })
    .onConflictDoUpdate({
      target: [runRows.tenant, runRows.run, runRows.link],
      set: { outcome: 'updated' },
      setWhere: sql`${runRows.outcome} = 'unchanged'`,
    });
};
