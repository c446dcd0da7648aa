import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { DealLink } from '../../api/customer.ts';
import type { Link, LinkRequest } from '../../api/link.ts';
import { type CustomerId, linkId } from '../../api/primitives.ts';
import type { LinksQuery } from '../../api/queries.ts';
import type { RecordRef } from '../../api/record.ts';
import type { OpenDatabase } from '../database/database.ts';
import { jsonRows } from '../database/jsonRows.ts';
import { links } from '../database/schema/links.ts';
import { askInTenant, readInTenant } from '../database/tenant.ts';
import { endLink } from '../sync/endLink.ts';
import { appendLedger, type NewEntry } from '../sync/ledger/append.ts';
import { crmIdOf, erpIdOf, type LinkRow } from '../sync/syncLink.ts';
import { settled } from '../sync/transaction.ts';

/** What only the sync reads. */
const SYNC_COLUMNS = [
  'erpObject',
  'erpRecord',
  'base',
  'aliases',
  'merged',
  'pending',
  'pendingBy',
  'pendingUntil',
] as const;

const toLink = (row: Omit<LinkRow, (typeof SYNC_COLUMNS)[number]>): Link => ({
  id: linkId.parse(row.id),
  rev: row.rev,
  record: { system: row.system, org: row.org, object: row.object, id: row.record },
  host: row.host,
  customer: row.customer,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
});

const linkedEntry = (row: LinkRow): NewEntry => ({
  run: null,
  link: row.id,
  content: { kind: 'linked', crm: crmIdOf(row), erp: erpIdOf(row) },
});

const linkKey = [links.tenant, links.system, links.org, links.object, links.record, links.customer];

const ofRecord = ({ system, org, object, id }: RecordRef): SQL | undefined =>
  and(eq(links.system, system), eq(links.org, org), eq(links.object, object), eq(links.record, id));

const OF_CUSTOMERS = {
  name: 'links_of_customers',
  fields: {
    found: jsonRows(
      links,
      SYNC_COLUMNS,
      and(
        eq(links.tenant, sql.placeholder('tenant')),
        sql`${links.customer} = any(${sql.placeholder('ids')}::text[])`,
      ),
      [links.createdAt, links.id],
    ),
  },
};

/** Links of one tenant. What a caller may see of them is not decided here: it depends on the customer behind each. */
export const linkStore = (database: OpenDatabase, tenant: string) => {
  const own = eq(links.tenant, tenant);
  const select = (condition: SQL | undefined): Promise<Link[]> =>
    readInTenant(database, tenant, async (transaction) => {
      const rows = await transaction
        .select()
        .from(links)
        .where(and(own, condition))
        .orderBy(asc(links.createdAt), asc(links.id));
      return rows.map(toLink);
    });

  return {
    find: ({ system, org, object, id, customer }: LinksQuery): Promise<Link[]> =>
      select(
        and(
          system && org && object && id ? ofRecord({ system, org, object, id }) : undefined,
          customer === undefined ? undefined : eq(links.customer, customer),
        ),
      ),
    ofRecord: (record: RecordRef): Promise<Link[]> => select(ofRecord(record)),
    /** Of an opportunity itself: a person has said whose it is, or its twin does. */
    ofDeal: (record: RecordRef): Promise<DealLink[]> =>
      readInTenant(database, tenant, async (transaction) => {
        const rows = await transaction
          .select()
          .from(links)
          .where(and(own, ofRecord(record)))
          .orderBy(asc(links.createdAt), asc(links.id));
        return rows.map((row) => ({ ...toLink(row), twin: row.erpObject === 'opportunity' }));
      }),
    async ofCustomers(ids: readonly CustomerId[]): Promise<Link[]> {
      const { found } = await askInTenant(database, tenant, OF_CUSTOMERS, { tenant, ids: [...ids] });
      return found.map(({ createdAt, ...row }) => toLink({ ...row, createdAt: new Date(createdAt) }));
    },
    async byId(id: string): Promise<Link | null> {
      const [found] = await select(eq(links.id, id));
      return found ?? null;
    },
    /** Customers that some record is linked to. */
    linkedCustomers: (): Promise<CustomerId[]> =>
      readInTenant(database, tenant, async (transaction) => {
        const rows = await transaction.selectDistinct({ customer: links.customer }).from(links).where(own);
        return rows.map(({ customer }) => customer);
      }),
    /** The same pair again answers the link that is there, as it was made: one statement, so that the database decides races. */
    put: ({ record, host, customer }: LinkRequest, user: string, now: Date) =>
      settled(database, tenant, async (transaction): Promise<{ link: Link; created: boolean }> => {
        const { id: recordId, ...place } = record;
        const id = uuidv7();
        const rows = await transaction
          .insert(links)
          .values({
            ...place,
            record: recordId,
            host,
            customer,
            id,
            tenant,
            rev: 1,
            createdBy: user,
            createdAt: now,
          })
          // Changes nothing; without it the row that is there would not be returned.
          .onConflictDoUpdate({ target: linkKey, set: { rev: sql`${links.rev}` } })
          .returning();
        const [link] = rows.map(toLink);
        if (link === undefined) throw new Error('A link was neither made nor found.');
        const created = link.id === id;
        if (created) await appendLedger(transaction, { tenant, user }, rows.map(linkedEntry));
        return { link, created };
      }),
    /** `pending`: something is being written under it; nothing is parted meanwhile. */
    remove: (id: string, rev: number, user: string): Promise<'removed' | 'changed' | 'pending'> =>
      settled(database, tenant, async (transaction) => {
        const [row] = await transaction
          .select()
          .from(links)
          .where(and(own, eq(links.id, id)))
          .for('update');
        if (row === undefined || row.rev !== rev) return 'changed';
        if (row.pending !== null) return 'pending';
        const ended = await endLink(transaction, { tenant, user }, row, null);
        await appendLedger(transaction, { tenant, user }, [ended]);
        return 'removed';
      }),
  };
};
export type LinkStore = ReturnType<typeof linkStore>;
