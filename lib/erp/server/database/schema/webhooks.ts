import { sql } from 'drizzle-orm';
import {
  foreignKey,
  index,
  integer,
  jsonb,
  type PgColumn,
  pgPolicy,
  pgTable,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { EventName } from '../../../api/webhook.ts';
import type { SyncEvent } from '../../events/event.ts';
import { tenant } from './columns.ts';

/** As `tenantPolicy`; besides, the job that sends sees all tenants', and the one that forgets those that have had their time. */
const tenantOrJobs = (column: PgColumn, agedAt: PgColumn | null) =>
  pgPolicy('own_tenant_or_jobs', {
    for: 'all',
    using: sql`${column} = current_setting('app.tenant', true) OR current_setting('app.job', true) = 'webhooks'${agedAt === null ? sql`` : sql` OR (current_setting('app.job', true) = 'retention' AND ${agedAt} < now() - interval '90 days')`}`,
    withCheck: sql`${column} = current_setting('app.tenant', true) OR current_setting('app.job', true) = 'webhooks'`,
  });

/** Where events are sent to. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: uuid().primaryKey(),
    tenant: tenant(),
    url: text().notNull(),
    /** Sealed for this very row. */
    secret: text().notNull(),
    /** null = all. */
    events: text().array().$type<EventName[]>(),
    createdBy: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index().on(table.tenant), tenantOrJobs(table.tenant, null)],
);

/** The outbox: written in the transaction in which the event happened, sent after its commit. Kept 90 days. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: uuid().primaryKey(),
    tenant: tenant(),
    webhook: uuid().notNull(),
    event: jsonb().$type<SyncEvent>().notNull(),
    attempts: integer().notNull().default(0),
    /** null = it arrived, or is given up. */
    nextAt: timestamp({ withTimezone: true }),
    deliveredAt: timestamp({ withTimezone: true }),
    lastError: text(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    index('webhook_deliveries_due').on(table.nextAt).where(sql`${table.nextAt} is not null`),
    index().on(table.tenant, table.webhook),
    foreignKey({ columns: [table.webhook], foreignColumns: [webhooks.id] }).onDelete('cascade'),
    tenantOrJobs(table.tenant, table.createdAt),
  ],
);
