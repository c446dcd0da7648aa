import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { tenant, tenantPolicy } from './columns.ts';

/** Links that were parted, or whose records are both gone: their ids are never used again, and what they knew is kept. */
export const endedLinks = pgTable(
  'ended_links',
  {
    id: uuid().primaryKey(),
    tenant: tenant(),
    rev: integer().notNull(),
    /** The row as it was. */
    link: jsonb().notNull(),
    endedBy: text().notNull(),
    /** null = a person parted it. */
    run: text(),
    endedAt: timestamp({ withTimezone: true }).notNull(),
    // What it joined, out of the row: inside of it, under row-level security, no index would help to find it.
    system: text().generatedAlwaysAs(sql`link ->> 'system'`),
    org: text().generatedAlwaysAs(sql`link ->> 'org'`),
    object: text().generatedAlwaysAs(sql`link ->> 'object'`),
    record: text().generatedAlwaysAs(sql`link ->> 'record'`),
    erpObject: text().generatedAlwaysAs(sql`link ->> 'erpObject'`),
    erpRecord: text().generatedAlwaysAs(sql`coalesce(link ->> 'erpRecord', link ->> 'customer')`),
    /** Whether records had been merged into its CRM record: few have. */
    merged: boolean().generatedAlwaysAs(sql`coalesce(link -> 'aliases', '[]'::jsonb) <> '[]'::jsonb`),
  },
  (table) => [
    index().on(table.tenant, table.run),
    index('ended_links_record_index').on(table.tenant, table.system, table.org, table.object, table.record),
    index('ended_links_merged_index')
      .on(table.tenant, table.system, table.org, table.object)
      .where(sql`${table.merged}`),
    index('ended_links_erp_record_index').on(table.tenant, table.erpObject, table.erpRecord),
    tenantPolicy(table.tenant),
  ],
);
