import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import type { CurrencyFigures } from '../../../lib/erp/api/figures.ts';
import { type Bucket, bucketOf } from '../../../lib/finance/bucket.ts';
import type { MessageKey } from '../../../lib/i18n.ts';
import { BUCKETS } from '../aging.ts';
import type { ChainDocument } from './chain.ts';

/** A figure that stands on documents. */
export type Term = Bucket | 'openInvoices' | 'overdue' | 'disputed' | 'unapplied' | 'openOrders';

/** The documents that one figure is made of. */
export interface Selection {
  readonly term: Term;
  /** Whose; null = of every customer that is shown. */
  readonly customer: string | null;
}

interface TermSpec {
  readonly label: MessageKey;
  /** Where all of them are listed: money that is left over may be a payment or a credit note. */
  readonly tab: 'invoices' | 'orders' | 'timeline';
  /** What a document gives to the figure, minor units of its own currency; 0 = it is none of them. */
  part(document: ChainDocument): number;
  /** The figure in one currency; absent where the ERP tells only how many documents there are. */
  sum?(figures: CurrencyFigures): number;
}

const openParts =
  (isMeant: (daysPastDue: number, isDisputed: boolean) => boolean): TermSpec['part'] =>
  (document) => {
    if (document.kind !== 'invoices') return 0;
    const { type, state, instalments, disputed } = document.document;
    if (type !== 'invoice' || state !== 'posted') return 0;
    return instalments
      .filter(({ daysPastDue }) => isMeant(daysPastDue, disputed))
      .reduce((sum, { open }) => sum + open, 0);
  };

const unapplied: TermSpec['part'] = (document) => {
  if (document.kind === 'payments') return document.document.unapplied;
  if (document.kind !== 'invoices') return 0;
  const { type, state, open } = document.document;
  return type === 'creditNote' && state === 'posted' ? open : 0;
};

const bucket = (id: Bucket): TermSpec => ({
  label: BUCKETS[id],
  tab: 'invoices',
  part: openParts((days) => bucketOf(days) === id),
  sum: (figures) => figures[id],
});

/** Every figure that leads to its documents. The same definitions as the ERP API's: the parts come to the figure. */
export const TERMS: { readonly [T in Term]: TermSpec } = {
  current: bucket('current'),
  d1_30: bucket('d1_30'),
  d31_60: bucket('d31_60'),
  d61_90: bucket('d61_90'),
  d90plus: bucket('d90plus'),
  openInvoices: {
    label: 'creditCheck.openInvoices',
    tab: 'invoices',
    part: openParts(() => true),
    sum: ({ current, overdue }) => current + overdue,
  },
  overdue: {
    label: 'figure.overdue',
    tab: 'invoices',
    part: openParts((days) => days > 0),
    sum: ({ overdue }) => overdue,
  },
  disputed: {
    label: 'figure.disputed',
    tab: 'invoices',
    part: openParts((_, isDisputed) => isDisputed),
    sum: ({ disputed }) => disputed,
  },
  unapplied: {
    label: 'creditCheck.unapplied',
    tab: 'timeline',
    part: unapplied,
    sum: (figures) => figures.unapplied,
  },
  openOrders: {
    label: 'figure.openOrders',
    tab: 'orders',
    part: (document) => (document.kind === 'orders' ? document.document.uninvoiced : 0),
  },
};

/** A selection as a list applies it to the documents that it has. */
export interface Chosen {
  readonly label: MessageKey;
  has(document: ChainDocument): boolean;
  /** Sum of the documents' parts, minor units by currency. */
  sums(documents: readonly ChainDocument[]): ReadonlyMap<string, number>;
  /** These come to the figure, so none is missing, however long the list goes on. */
  isWhole(documents: readonly ChainDocument[]): boolean;
}

/** null where the selection is of a customer that is not shown. */
export const chosenOf = (
  { term, customer }: Selection,
  customers: readonly CustomerDetail[],
): Chosen | null => {
  const meant = customers.filter(({ id }) => customer === null || id === customer);
  if (meant.length === 0) return null;
  const { label, part, sum } = TERMS[term];
  const ids = new Set<string>(meant.map(({ id }) => id));
  const has = (document: ChainDocument) => ids.has(document.document.customer) && part(document) !== 0;
  const sums = (documents: readonly ChainDocument[]) => {
    const found = new Map<string, number>();
    for (const document of documents) {
      const { currency } = document.document;
      found.set(currency, (found.get(currency) ?? 0) + part(document));
    }
    return found;
  };
  const wanted = (currency: string): number =>
    meant.reduce((total, { figures }) => {
      const own = figures.perCurrency[currency];
      return own === undefined || sum === undefined ? total : total + sum(own);
    }, 0);
  const currencies = new Set(meant.flatMap(({ figures }) => Object.keys(figures.perCurrency)));
  const count = meant.reduce((total, { figures }) => total + figures.company.openOrders.count, 0);
  return {
    label,
    has,
    sums,
    isWhole: (documents) => {
      if (sum === undefined) return documents.length === count;
      const found = sums(documents);
      return [...currencies].every((currency) => (found.get(currency) ?? 0) === wanted(currency));
    },
  };
};
