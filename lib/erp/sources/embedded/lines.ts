import { and, asc, eq, inArray } from 'drizzle-orm';
import type { InvoiceDocument } from '../../../finance/documents/invoices.ts';
import type { WrittenLine } from '../../../finance/documents/parts.ts';
import type { TenantTransaction } from '../../server/database/database.ts';
import { invoiceLines, invoiceTaxes } from '../../server/database/schema/invoices.ts';
import { quoteLines } from '../../server/database/schema/quotes.ts';
import { byDocument } from './parts.ts';

type LineRow = Omit<WrittenLine, 'description'> & { readonly description: string | null };

/** A row's null is the format's absence. */
export const writtenLine = <T extends LineRow>({ description, ...rest }: T) =>
  description === null ? rest : { ...rest, description };

/** Lines and taxes of those invoices that are shown: the figures of all the others need neither. */
export const readInvoiceLines = async (
  transaction: TenantTransaction,
  tenant: string,
  shown: readonly string[],
): Promise<(document: InvoiceDocument) => InvoiceDocument> => {
  const ids = [...shown];
  const lines = await transaction
    .select()
    .from(invoiceLines)
    .where(and(eq(invoiceLines.tenant, tenant), inArray(invoiceLines.document, ids)))
    .orderBy(asc(invoiceLines.position));
  const taxes = await transaction
    .select()
    .from(invoiceTaxes)
    .where(and(eq(invoiceTaxes.tenant, tenant), inArray(invoiceTaxes.document, ids)))
    .orderBy(asc(invoiceTaxes.position));
  const linesOf = byDocument(lines);
  const taxesOf = byDocument(taxes);
  return (document) => ({
    ...document,
    lines: linesOf(document.id).map(writtenLine),
    taxes: taxesOf(document.id).map(({ name, rate, base, amount }) => ({ name, rate, base, amount })),
  });
};

export const readQuoteLines = async (
  transaction: TenantTransaction,
  tenant: string,
  shown: readonly string[],
): Promise<(quote: string) => readonly WrittenLine[]> => {
  const rows = await transaction
    .select()
    .from(quoteLines)
    .where(and(eq(quoteLines.tenant, tenant), inArray(quoteLines.document, [...shown])))
    .orderBy(asc(quoteLines.position));
  const linesOf = byDocument(rows);
  return (quote) => linesOf(quote).map(writtenLine);
};
