import { sql } from 'drizzle-orm';
import type { TenantTransaction } from '../database/database.ts';
import { changes } from '../database/schema/changes.ts';

/** Puts things into the change feed that no trigger sees: a link that somebody decided about, a record that was archived. */
export const announce = async (
  transaction: TenantTransaction,
  tenant: string,
  things: readonly {
    readonly object: string;
    readonly record: string;
    readonly customer: string | null;
    readonly deleted?: boolean;
  }[],
): Promise<void> => {
  if (things.length === 0) return;
  await transaction.insert(changes).values(
    things.map((thing) => ({
      deleted: false,
      ...thing,
      tenant,
      xid: sql`pg_current_xact_id()`,
      changedAt: sql`clock_timestamp()`,
    })),
  );
};

export const announceLinks = (
  transaction: TenantTransaction,
  tenant: string,
  ids: readonly string[],
): Promise<void> =>
  announce(
    transaction,
    tenant,
    ids.map((record) => ({ object: 'link', record, customer: null })),
  );
