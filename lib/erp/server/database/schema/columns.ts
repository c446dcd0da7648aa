import { sql } from 'drizzle-orm';
import { bigint, type PgColumn, pgPolicy, text } from 'drizzle-orm/pg-core';

/** Whose row it is. Every table has it, and row-level security compares it. */
export const tenant = () => text().notNull();

/** Integer minor units. `mode: 'number'` is exact because every amount that enters was checked to be a safe integer. */
export const amount = () => bigint({ mode: 'number' });

/** A row is seen and written only inside a transaction that named its tenant (`database/tenant.ts`). */
export const tenantPolicy = (column: PgColumn) =>
  pgPolicy('own_tenant', {
    for: 'all',
    using: sql`${column} = current_setting('app.tenant', true)`,
    withCheck: sql`${column} = current_setting('app.tenant', true)`,
  });

/**
 * As `tenantPolicy`; besides, the job that forgets old history (`sync/retention.ts`) sees, in all tenants, the rows that have had
 * their time, and no others. `agedAt` null = never.
 */
export const tenantOrRetention = (column: PgColumn, agedAt: PgColumn) =>
  pgPolicy('own_tenant_or_retention', {
    for: 'all',
    using: sql`${column} = current_setting('app.tenant', true) OR (current_setting('app.job', true) = 'retention' AND ${agedAt} < now() - interval '90 days')`,
    withCheck: sql`${column} = current_setting('app.tenant', true)`,
  });
