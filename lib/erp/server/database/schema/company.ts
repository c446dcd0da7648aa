import { date, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { tenant, tenantPolicy } from './columns.ts';

export const companies = pgTable(
  'companies',
  {
    tenant: tenant().primaryKey(),
    name: text().notNull(),
    currency: text().notNull(),
    /** MM-DD. */
    fiscalYearStart: text().notNull(),
    timeZone: text().notNull(),
    graceDays: integer(),
    /** null = today in the company's time zone. */
    asOf: date({ mode: 'string' }),
  },
  (table) => [tenantPolicy(table.tenant)],
);
