import { invoicesOf } from '../../../finance/documents/invoices.ts';
import { ordersOf } from '../../../finance/documents/orders.ts';
import { paymentsOf } from '../../../finance/documents/payments.ts';
import { quotesOf } from '../../../finance/documents/quotes.ts';
import type { CustomerId } from '../../api/primitives.ts';
import type { ReadTransaction } from '../../server/database/database.ts';
import type { DocumentKind, DocumentKinds } from '../source.ts';
import { readContacts } from './contactList.ts';
import type { Ledger } from './ledger.ts';
import type { Lines } from './lines.ts';
import { readProductsBought } from './productsBought.ts';
import { type Slice, type Sliced, slice } from './slice.ts';

export interface CustomerContext {
  readonly transaction: ReadTransaction;
  readonly tenant: string;
  readonly id: CustomerId;
  readonly ledger: Ledger;
  readonly lines: Lines;
  readonly asOf: string;
}

const idsOf = ({ rows }: Sliced<{ readonly id: string }>) => rows.map(({ id }) => id);

/** One reader per kind of document. Amounts come from the whole ledger; only the shown ones are read in full. */
export const documentReaders: {
  readonly [K in DocumentKind]: (context: CustomerContext, part: Slice) => Promise<Sliced<DocumentKinds[K]>>;
} = {
  async invoices({ lines, ledger, asOf }, part) {
    const shown = slice(ledger.invoices, part);
    const withLines = await lines.invoices(idsOf(shown));
    return { ...shown, rows: invoicesOf(ledger, asOf, shown.rows.map(withLines)) };
  },
  async orders({ ledger }, part) {
    const shown = slice(ledger.orders, part);
    return { ...shown, rows: ordersOf(shown.rows, ledger.invoices) };
  },
  async payments({ ledger }, part) {
    const shown = slice(ledger.payments, part);
    return { ...shown, rows: paymentsOf({ payments: shown.rows, invoices: ledger.invoices }) };
  },
  async quotes({ lines, ledger }, part) {
    const shown = slice(ledger.quotes, part);
    const linesOf = await lines.quotes(idsOf(shown));
    const written = shown.rows.map((row) => ({ ...row, lines: linesOf(row.id) }));
    return { ...shown, rows: quotesOf(written, ledger.orders) };
  },
  products: readProductsBought,
  contacts: readContacts,
};
