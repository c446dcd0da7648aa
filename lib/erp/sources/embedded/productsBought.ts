import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { ProductBought } from '../../api/documents.ts';
import type { CustomerId } from '../../api/primitives.ts';
import type { TenantTransaction } from '../../server/database/database.ts';
import { invoiceLines, invoices } from '../../server/database/schema/invoices.ts';
import { products } from '../../server/database/schema/products.ts';
import { type Slice, type Sliced, slice } from './slice.ts';

/** What is cast to text comes as text from either driver; a date, a sum or a large number would not come alike. */
const found = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      product: z.string().nullable(),
      name: z.string(),
      lastPrice: z.string().transform(Number),
      currency: z.string(),
      date: z.string(),
      invoice: z.string(),
      quantity: z.string(),
      stock: z.string().nullable(),
    }),
  ),
});

interface Wanted {
  readonly transaction: TenantTransaction;
  readonly tenant: string;
  readonly id: CustomerId;
}

/**
 * What a customer was invoiced for, newest first: one row per product, or per description where a line names no product. The
 * database adds up: a customer may have a hundred thousand lines of a few hundred products.
 */
export const readProductsBought = async (
  { transaction, tenant, id }: Wanted,
  part: Slice,
): Promise<Sliced<ProductBought>> => {
  const answer = await transaction.execute(sql`
    with bought as (
      select coalesce(line.product, line.description) as id, line.product, line.description, line.unit_price,
        line.quantity, line.position, invoice.currency, invoice.date, invoice.id as invoice
      from ${invoiceLines} line
      join ${invoices} invoice on invoice.tenant = line.tenant and invoice.id = line.document
      where line.tenant = ${tenant} and line.customer = ${id}
        and invoice.type = 'invoice' and invoice.state = 'posted'
        and coalesce(line.product, line.description, '') <> ''
    ),
    latest as (select distinct on (id) * from bought order by id, date desc, invoice desc, position),
    total as (select id, sum(quantity) as quantity from bought group by id)
    select latest.id, latest.product, coalesce(product.name, latest.description, latest.id) as name,
      latest.unit_price::text as "lastPrice", latest.currency, latest.date::text as date, latest.invoice,
      total.quantity::text as quantity, product.stock::text as stock
    from latest
    join total on total.id = latest.id
    left join ${products} product on product.tenant = ${tenant} and product.id = latest.product`);
  const shown = slice(found.parse(answer).rows, part);
  return { ...shown, rows: shown.rows.map((each) => ({ ...each, customer: id })) };
};
