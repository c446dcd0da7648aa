import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { ErpObject } from '../../../api/erpFields.ts';
import type { CustomerId } from '../../../api/primitives.ts';
import type { CrmSystem } from '../../../api/record.ts';
import type { BasePair, Pending } from '../../../api/sync/link.ts';
import { tenant, tenantPolicy } from './columns.ts';

export interface StoredPair extends BasePair {
  readonly mapping: number;
}

/**
 * One CRM record joined to one ERP customer. No foreign key to the customer on purpose: it may live in another ERP.
 * The unique key is also the index by which a record page finds its customers.
 */
export const links = pgTable(
  'links',
  {
    id: uuid().primaryKey(),
    tenant: tenant(),
    rev: integer().notNull(),
    system: text().$type<CrmSystem>().notNull(),
    org: text().notNull(),
    object: text().notNull(),
    record: text().notNull(),
    host: text().notNull(),
    customer: text().$type<CustomerId>().notNull(),
    createdBy: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    /** The ERP record: the customer itself, or one of its own (`contact` and its id). */
    erpObject: text().$type<ErpObject>().notNull().default('customer'),
    erpRecord: text(),
    /** Per rule the pair of values last seen in agreement, with the mapping version that settled it. */
    base: jsonb().$type<Readonly<Record<string, StoredPair>>>().notNull().default({}),
    /** Ids of CRM records that were merged into this one. */
    aliases: text().array().notNull().default(sql`'{}'::text[]`),
    /**
     * Whether it has aliases: few do, and the database knows how few. Of an array it could not tell under row-level security, nor use
     * an index over its elements.
     */
    merged: boolean().generatedAlwaysAs(sql`aliases <> '{}'`),
    /** What is being written elsewhere. While it stands nobody else prepares, unlinks or deletes (a trigger sees to it, too). */
    pending: jsonb().$type<Pending>(),
    pendingBy: text(),
    /** By the database's clock. */
    pendingUntil: timestamp({ withTimezone: true }),
  },
  (table) => [
    unique('links_record_customer').on(
      table.tenant,
      table.system,
      table.org,
      table.object,
      table.record,
      table.customer,
    ),
    index().on(table.tenant, table.customer),
    index('links_merged_index')
      .on(table.tenant, table.system, table.org, table.object)
      .where(sql`${table.merged}`),
    index('links_erp_record_index')
      .on(table.tenant, table.erpObject, table.erpRecord)
      .where(sql`${table.erpRecord} is not null`),
    index('links_pending_index')
      .on(table.tenant, table.pendingUntil)
      .where(sql`${table.pending} is not null`),
    tenantPolicy(table.tenant),
  ],
);
