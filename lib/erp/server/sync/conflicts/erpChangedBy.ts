import { and, desc, eq, sql } from 'drizzle-orm';
import type { ChangedBy } from '../../../api/sync/conflicts.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { changes } from '../../database/schema/changes.ts';
import { ledger } from '../../database/schema/ledger.ts';
import type { LinkRow } from '../syncLink.ts';

/** How long after a write of ours its change can be noted: both happen in one transaction. */
const SAME_WRITE_MS = 5000;

/** When the ERP record changed last, by the change feed; by whom, where it was the sync that wrote it. Anybody else the ERP does not tell. */
export const erpChangedBy = async (transaction: TenantTransaction, link: LinkRow): Promise<ChangedBy> => {
  const { tenant, erpObject, erpRecord, customer, id } = link;
  const [change] = await transaction
    .select({ at: changes.changedAt })
    .from(changes)
    .where(
      and(
        eq(changes.tenant, tenant),
        eq(changes.object, erpObject),
        eq(changes.record, erpRecord ?? customer),
      ),
    )
    .orderBy(desc(changes.seq))
    .limit(1);
  if (change === undefined) return { at: null, by: null, of: 'record' };
  const [written] = await transaction
    .select({ by: ledger.writer, at: ledger.at })
    .from(ledger)
    .where(
      and(
        eq(ledger.tenant, tenant),
        eq(ledger.link, id),
        sql`${ledger.content} ->> 'kind' = 'outcome' and ${ledger.content} ->> 'side' = 'erp'`,
      ),
    )
    .orderBy(desc(ledger.at))
    .limit(1);
  const isOurs =
    written !== undefined && Math.abs(written.at.getTime() - change.at.getTime()) < SAME_WRITE_MS;
  return { at: change.at.toISOString(), by: isOurs ? written.by : null, of: 'record' };
};
