import * as z from 'zod';
import { contact, invoice, order, payment, productBought, quote } from '../api/documents.ts';
import type { CustomerLists, ListKind, ListPage } from '../api/lists.ts';
import { ask, type Door } from './request.ts';

const ROWS: { readonly [K in ListKind]: z.ZodType<CustomerLists[K]> } = {
  invoices: invoice,
  orders: order,
  payments: payment,
  quotes: quote,
  products: productBought,
  contacts: contact,
};

/** `GET customers/{id}/{kind}`: one page, newest first. `cursor`: where the page before ended; null = the first. */
export const documents =
  (door: Door) =>
  async <K extends ListKind>(
    kind: K,
    customer: string,
    page: { readonly cursor: string | null; readonly limit: number },
    signal: AbortSignal,
  ): Promise<ListPage<K>> => {
    const answer = await ask(
      door,
      {
        method: 'GET',
        path: `customers/${encodeURIComponent(customer)}/${kind}`,
        query: { cursor: page.cursor ?? undefined, limit: String(page.limit) },
        signal,
      },
      z.object({ [kind]: z.array(ROWS[kind]), nextCursor: z.string().nullable() }),
    );
    return { rows: answer[kind] as CustomerLists[K][], nextCursor: answer.nextCursor as string | null };
  };
