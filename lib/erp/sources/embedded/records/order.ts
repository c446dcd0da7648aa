import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm';
import { totalsOf } from '../../../../finance/documents/parts.ts';
import { uninvoiced } from '../../../../finance/orders.ts';
import { customers } from '../../../server/database/schema/customers.ts';
import { orderLines, orders } from '../../../server/database/schema/orders.ts';
import { visible } from '../customers.ts';
import { linesOf } from './documentLines.ts';
import { ORDER_FIELDS } from './fields/order.ts';
import { type RecordObject, registered } from './object.ts';

const ofIds = (tenant: string, ids: readonly string[]) =>
  and(eq(orders.tenant, tenant), inArray(orders.id, [...ids]));

export const orderObject: RecordObject = {
  fields: ORDER_FIELDS,
  prefix: 'SO',

  async read(transaction, tenant, ids, visibleTo) {
    const rows = await transaction
      .select(getTableColumns(orders))
      .from(orders)
      .innerJoin(customers, and(visible(tenant, visibleTo), eq(customers.id, orders.customer)))
      .where(ofIds(tenant, ids));
    const of = await linesOf(transaction, orderLines, tenant, ids);
    return rows.map((row) => {
      const lines = of(row.id);
      const shown = {
        ...row,
        ...totalsOf(lines),
        number: row.id,
        status: row.state,
        uninvoiced: uninvoiced({ ...row, lines }),
        deal: row.opportunity,
      };
      return { id: row.id, customer: row.customer, fields: registered(ORDER_FIELDS, shown) };
    });
  },

  async lock(transaction, tenant, ids) {
    const rows = await transaction
      .select({ id: orders.id })
      .from(orders)
      .where(ofIds(tenant, ids))
      .orderBy(asc(orders.id))
      .for('no key update');
    return rows.map(({ id }) => id);
  },

  write: null,
  create: null,
};
