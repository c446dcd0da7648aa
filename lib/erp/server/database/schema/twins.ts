import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';
import type { ErpObject } from '../../../api/erpFields.ts';
import type { CrmSystem } from '../../../api/record.ts';
import type { SideName } from '../../../api/sync/values.ts';
import { tenant, tenantPolicy } from './columns.ts';

/** How a record without a link stands: who is making its twin, which one was made, what a person is asked. One row per record and pair. */
export const twins = pgTable(
  'twins',
  {
    tenant: tenant(),
    key: text().notNull(),
    system: text().$type<CrmSystem>().notNull(),
    org: text().notNull(),
    object: text().notNull(),
    erpObject: text().$type<ErpObject>().notNull(),
    host: text().notNull(),
    side: text().$type<SideName>().notNull(),
    /** The record, as the sync names it. */
    source: text().notNull(),
    /** How often somebody set out to make the twin elsewhere. */
    attempt: integer().notNull().default(0),
    /** By the database's clock: until then the last one may be at it, and a new record may stay unfound. */
    until: timestamp({ withTimezone: true }),
    /** The twin, once it is known. */
    record: text(),
    run: text().notNull(),
    /** Whom a person is asked about; null = nobody is asked. */
    candidates: jsonb().$type<readonly string[]>(),
    /** A person has said that it is none of them. */
    wanted: boolean().notNull().default(false),
    /** The record of the same org whose link it waits for; null = it waits for none. */
    waitsObject: text(),
    waitsRecord: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.key] }),
    unique('twins_source').on(
      table.tenant,
      table.system,
      table.org,
      table.object,
      table.erpObject,
      table.source,
    ),
    index('twins_until').on(table.tenant, table.until),
    index('twins_record').on(table.tenant, table.record).where(sql`${table.record} is not null`),
    index('twins_waiting').on(table.tenant, table.waitsRecord).where(sql`${table.waitsRecord} is not null`),
    tenantPolicy(table.tenant),
  ],
);

/** Records that carry the key of another twin: told to a person, never deleted. */
export const twinSuspects = pgTable(
  'twin_suspects',
  {
    tenant: tenant(),
    record: text().notNull(),
    key: text().notNull(),
    toldAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.record] }), tenantPolicy(table.tenant)],
);
