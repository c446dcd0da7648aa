import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm';
import { totalsOf } from '../../../../finance/documents/parts.ts';
import { customers } from '../../../server/database/schema/customers.ts';
import { quoteLines, quotes } from '../../../server/database/schema/quotes.ts';
import { visible } from '../customers.ts';
import { linesOf } from './documentLines.ts';
import { QUOTE_FIELDS } from './fields/quote.ts';
import { type RecordObject, registered } from './object.ts';

const ofIds = (tenant: string, ids: readonly string[]) =>
  and(eq(quotes.tenant, tenant), inArray(quotes.id, [...ids]));

export const quoteObject: RecordObject = {
  fields: QUOTE_FIELDS,
  prefix: 'QU',

  async read(transaction, tenant, ids, visibleTo) {
    const rows = await transaction
      .select(getTableColumns(quotes))
      .from(quotes)
      .innerJoin(customers, and(visible(tenant, visibleTo), eq(customers.id, quotes.customer)))
      .where(ofIds(tenant, ids));
    const of = await linesOf(transaction, quoteLines, tenant, ids);
    return rows.map(({ id, state, ...row }) => ({
      id,
      customer: row.customer,
      fields: registered(QUOTE_FIELDS, { ...row, ...totalsOf(of(id)), number: id, status: state }),
    }));
  },

  async lock(transaction, tenant, ids) {
    const rows = await transaction
      .select({ id: quotes.id })
      .from(quotes)
      .where(ofIds(tenant, ids))
      .orderBy(asc(quotes.id))
      .for('no key update');
    return rows.map(({ id }) => id);
  },

  write: null,
  create: null,
};
