import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { InvoiceDocument } from '../../../finance/documents/invoices.ts';
import type { WrittenLine } from '../../../finance/documents/parts.ts';
import type { ReadTransaction } from '../../server/database/database.ts';
import { jsonRows } from '../../server/database/jsonRows.ts';
import { invoiceLines, invoices, invoiceTaxes } from '../../server/database/schema/invoices.ts';
import { quoteLines, quotes } from '../../server/database/schema/quotes.ts';
import type { Asked } from '../../server/database/statement.ts';
import { byDocument } from './parts.ts';

type LineRow = Omit<WrittenLine, 'description'> & { readonly description: string | null };

/** A row's null is the format's absence. */
export const writtenLine = <T extends LineRow>({ description, ...rest }: T) =>
  description === null ? rest : { ...rest, description };

const PLACE = ['tenant', 'customer', 'position'] as const;
type Of = (
  table: { readonly tenant: PgColumn; readonly document: PgColumn },
  of: Documents,
) => SQL | undefined;
type Documents = typeof invoices | typeof quotes;

const invoiceFields = (of: Of) => ({
  invoiceLines: jsonRows(invoiceLines, PLACE, of(invoiceLines, invoices), [invoiceLines.position]),
  invoiceTaxes: jsonRows(invoiceTaxes, PLACE, of(invoiceTaxes, invoices), [invoiceTaxes.position]),
});
const quoteFields = (of: Of) => ({
  quoteLines: jsonRows(quoteLines, PLACE, of(quoteLines, quotes), [quoteLines.position]),
});

const shown: Of = (table) =>
  and(
    eq(table.tenant, sql.placeholder('tenant')),
    sql`${table.document} = any(${sql.placeholder('shown')}::text[])`,
  );
const INVOICE_LINES = { name: 'invoice_lines', fields: invoiceFields(shown) };
const QUOTE_LINES = { name: 'quote_lines', fields: quoteFields(shown) };

/**
 * Of a customer's documents on or after the date of the `count`th newest: at least those `count`, whichever comes first of two of one
 * date. Placeholders `tenant` and `id`.
 */
const ofNewest =
  (count: number): Of =>
  (table, documents) => {
    const theirs = sql`${documents.tenant} = ${sql.placeholder('tenant')} and ${documents.customer} = ${sql.placeholder('id')}`;
    const last = sql`select ${documents.date} from ${documents} where ${theirs} order by ${documents.date} desc offset ${sql.raw(String(count - 1))} limit 1`;
    return and(
      eq(table.tenant, sql.placeholder('tenant')),
      sql`${table.document} in (select ${documents.id} from ${documents} where ${theirs} and ${documents.date} >= coalesce((${last}), '-infinity'))`,
    );
  };
export const newestLineFields = (count: number) => ({
  ...invoiceFields(ofNewest(count)),
  ...quoteFields(ofNewest(count)),
});

/** Puts a document's lines into it. */
export interface Lines {
  invoices(shown: readonly string[]): Promise<(document: InvoiceDocument) => InvoiceDocument>;
  quotes(shown: readonly string[]): Promise<(quote: string) => readonly WrittenLine[]>;
}

const intoInvoices = (rows: Asked<ReturnType<typeof invoiceFields>>) => {
  const linesOf = byDocument(rows.invoiceLines);
  const taxesOf = byDocument(rows.invoiceTaxes);
  return (document: InvoiceDocument): InvoiceDocument => ({
    ...document,
    lines: linesOf(document.id).map(writtenLine),
    taxes: taxesOf(document.id).map(({ document: _, ...tax }) => tax),
  });
};

const intoQuotes = (rows: Asked<ReturnType<typeof quoteFields>>) => {
  const linesOf = byDocument(rows.quoteLines);
  return (quote: string): readonly WrittenLine[] => linesOf(quote).map(writtenLine);
};

/** Reads the lines of what is shown: the figures of all other documents need none. */
export const linesAsked = (transaction: ReadTransaction, tenant: string): Lines => ({
  invoices: async (ids) => intoInvoices(await transaction.ask(INVOICE_LINES, { tenant, shown: [...ids] })),
  quotes: async (ids) => intoQuotes(await transaction.ask(QUOTE_LINES, { tenant, shown: [...ids] })),
});

/** Has the lines of the newest documents already. */
export const linesRead = (rows: Asked<ReturnType<typeof newestLineFields>>): Lines => ({
  invoices: async () => intoInvoices(rows),
  quotes: async () => intoQuotes(rows),
});
