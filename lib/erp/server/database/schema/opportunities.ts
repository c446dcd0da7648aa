import { date, doublePrecision, index, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { CustomerId } from '../../../api/primitives.ts';
import { amount, tenant, tenantPolicy } from './columns.ts';
import { inCustomer } from './inCustomer.ts';

/** What the ERP expects to sell to a customer: the CRM's deals as planning and purchasing see them. */
export const opportunities = pgTable(
  'opportunities',
  {
    tenant: tenant(),
    id: text().notNull(),
    customer: text().$type<CustomerId>().notNull(),
    name: text().notNull(),
    /** `system/org/object/id` of the CRM's deal; null = it began in the ERP. */
    deal: text(),
    amount: amount(),
    currency: text(),
    forecastDate: date({ mode: 'string' }),
    stage: text(),
    /** Percent. */
    probability: doublePrecision(),
    /** Through whom it is sold. */
    partner: text(),
    status: text().$type<'open' | 'won' | 'lost'>().notNull().default('open'),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.id] }),
    unique('opportunities_deal').on(table.tenant, table.deal),
    index().on(table.tenant, table.customer),
    inCustomer(table),
    tenantPolicy(table.tenant),
  ],
);
