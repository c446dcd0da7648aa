import { date, pgTable, text } from 'drizzle-orm/pg-core';
import { documentColumns } from './documents.ts';
import { documentKeys, partKeys } from './keys.ts';
import { lineColumns } from './lines.ts';

export const quotes = pgTable(
  'quotes',
  {
    ...documentColumns(),
    state: text().$type<'draft' | 'sent' | 'accepted' | 'declined' | 'expired'>().notNull(),
    validUntil: date({ mode: 'string' }),
  },
  documentKeys,
);

export const quoteLines = pgTable('quote_lines', lineColumns(), (table) => partKeys(table, quotes));
