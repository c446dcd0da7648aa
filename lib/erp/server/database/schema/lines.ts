import { integer, numeric, text } from 'drizzle-orm/pg-core';
import type { CustomerId } from '../../../api/primitives.ts';
import { amount, tenant } from './columns.ts';

/** Columns of what a document consists of; `customer` again, so that one customer is read by one index per table. */
export const partColumns = () => ({
  tenant: tenant(),
  customer: text().$type<CustomerId>().notNull(),
  /** Id of the document it is a part of. */
  document: text().notNull(),
  position: integer().notNull(),
});

export const lineColumns = () => ({
  ...partColumns(),
  description: text(),
  product: text(),
  quantity: numeric().notNull(),
  unitPrice: amount().notNull(),
  taxRate: numeric().notNull(),
});
