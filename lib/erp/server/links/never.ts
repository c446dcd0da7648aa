import { and, asc, eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { NeverLink, NeverLinkRequest } from '../../api/neverLink.ts';
import type { RecordRef } from '../../api/record.ts';
import type { OpenDatabase } from '../database/database.ts';
import { neverLinks } from '../database/schema/neverLinks.ts';
import { inTenant, readInTenant } from '../database/tenant.ts';

type Row = typeof neverLinks.$inferSelect;

const toNeverLink = (row: Row): NeverLink => ({
  id: row.id,
  record: { system: row.system, org: row.org, object: row.object, id: row.record },
  customer: row.customer,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
});

const pairKey = [
  neverLinks.tenant,
  neverLinks.system,
  neverLinks.org,
  neverLinks.object,
  neverLinks.record,
  neverLinks.customer,
];

/** Pairs of one tenant that are never to be linked. Whether a caller may know of them depends on the customer, and is decided elsewhere. */
export const neverLinkStore = (database: OpenDatabase, tenant: string) => {
  const own = eq(neverLinks.tenant, tenant);
  return {
    ofRecord: ({ system, org, object, id }: RecordRef): Promise<NeverLink[]> =>
      readInTenant(database, tenant, async (transaction) => {
        const rows = await transaction
          .select()
          .from(neverLinks)
          .where(
            and(
              own,
              eq(neverLinks.system, system),
              eq(neverLinks.org, org),
              eq(neverLinks.object, object),
              eq(neverLinks.record, id),
            ),
          )
          .orderBy(asc(neverLinks.createdAt), asc(neverLinks.id));
        return rows.map(toNeverLink);
      }),
    byId: (id: string): Promise<NeverLink | null> =>
      readInTenant(database, tenant, async (transaction) => {
        const [row] = await transaction
          .select()
          .from(neverLinks)
          .where(and(own, eq(neverLinks.id, id)));
        return row === undefined ? null : toNeverLink(row);
      }),
    put: ({ record, customer }: NeverLinkRequest, user: string, now: Date) =>
      inTenant(database, tenant, async (transaction): Promise<{ never: NeverLink; created: boolean }> => {
        const { id: recordId, ...place } = record;
        const id = uuidv7();
        const rows = await transaction
          .insert(neverLinks)
          .values({ ...place, record: recordId, customer, id, tenant, createdBy: user, createdAt: now })
          // Changes nothing; without it the row that is there would not be returned.
          .onConflictDoUpdate({ target: pairKey, set: { customer: sql`${neverLinks.customer}` } })
          .returning();
        const [never] = rows.map(toNeverLink);
        if (never === undefined) throw new Error('A pair was neither kept apart nor found.');
        return { never, created: never.id === id };
      }),
    /** @returns whether it was there. */
    remove: (id: string): Promise<boolean> =>
      inTenant(database, tenant, async (transaction) => {
        const removed = await transaction
          .delete(neverLinks)
          .where(and(own, eq(neverLinks.id, id)))
          .returning({ id: neverLinks.id });
        return removed.length === 1;
      }),
  };
};
