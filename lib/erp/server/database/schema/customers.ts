import { boolean, customType, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CustomerId } from '../../../api/primitives.ts';
import { amount, tenant, tenantPolicy } from './columns.ts';

/** Sorts by code point whatever the database's locale. */
const codePointText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

export const customers = pgTable(
  'customers',
  {
    tenant: tenant(),
    id: text().$type<CustomerId>().notNull(),
    name: text().notNull(),
    /** The name as lists are sorted by it: lower case. */
    sortName: codePointText().notNull(),
    /** Everything that the search looks through, in lower case. */
    searchText: text().notNull(),
    currency: text().notNull(),
    creditLimit: amount(),
    creditHold: boolean().notNull(),
    parent: text().$type<CustomerId>(),
    sharesParentLimit: boolean().notNull(),
    website: text(),
    email: text(),
    phone: text(),
    city: text(),
    country: text(),
    industry: text(),
    /** Finance's own: the sync gives them to the CRM and takes them from nobody. */
    legalName: text(),
    taxId: text(),
    paymentTerms: text(),
    bankAccount: text(),
    owner: text(),
    team: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.id] }),
    index().on(table.tenant, table.sortName, table.id),
    index().on(table.tenant, table.parent),
    tenantPolicy(table.tenant),
  ],
);
