import { date, numeric, text } from 'drizzle-orm/pg-core';
import type { CustomerId } from '../../../api/primitives.ts';
import { tenant } from './columns.ts';

/** Columns that every document has. `bookedRate` is numeric without a scale: it keeps the digits it was booked with ("0.9250"). */
export const documentColumns = () => ({
  tenant: tenant(),
  id: text().notNull(),
  customer: text().$type<CustomerId>().notNull(),
  date: date({ mode: 'string' }).notNull(),
  currency: text().notNull(),
  bookedRate: numeric().notNull(),
});
