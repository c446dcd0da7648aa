/**
 * One customer's documents as the figures need them: plain structures that any source's rows fit into. Amounts are minor
 * units of the document's currency, dates ISO calendar dates in the company's time zone, decimals text.
 *
 * Architecture invariant: nothing here knows where documents come from, what day it is, or who asks.
 */
interface LedgerDocument {
  readonly id: string;
  readonly date: string;
  readonly currency: string;
  /** One unit of `currency` = `bookedRate` units of company currency, as booked with this document. */
  readonly bookedRate: string;
}

export interface LedgerAllocation {
  readonly invoice: string;
  readonly instalment: number;
  readonly amount: number;
  /** Settles the instalment without money. */
  readonly discount?: number | undefined;
}

export interface LedgerInstalment {
  readonly due: string;
  readonly amount: number;
  readonly writtenOff?: number | undefined;
}

interface PostedDocument extends LedgerDocument {
  readonly state: 'posted' | 'draft' | 'cancelled';
  readonly net: number;
  readonly tax: number;
  readonly disputed?: boolean | undefined;
}

export interface LedgerInvoice extends PostedDocument {
  readonly type: 'invoice';
  readonly instalments: readonly LedgerInstalment[];
}

export interface LedgerCreditNote extends PostedDocument {
  readonly type: 'creditNote';
  readonly allocations: readonly LedgerAllocation[];
}

export interface LedgerPayment extends LedgerDocument {
  readonly amount: number;
  readonly allocations: readonly LedgerAllocation[];
}

export interface LedgerLine {
  readonly quantity: string;
  /** Net price of one. */
  readonly unitPrice: number;
  readonly taxRate: string;
}

export interface LedgerOrderLine extends LedgerLine {
  readonly invoicedQuantity: string;
}

export interface LedgerOrder extends LedgerDocument {
  readonly state: 'draft' | 'confirmed' | 'cancelled' | 'closed';
  readonly lines: readonly LedgerOrderLine[];
}

/** Everything of one customer; a document of another customer in here would be counted. */
export interface CustomerDocuments {
  readonly invoices: readonly (LedgerInvoice | LedgerCreditNote)[];
  readonly payments: readonly LedgerPayment[];
  readonly orders: readonly LedgerOrder[];
}

/** What of a company the figures depend on. */
export interface CompanyTerms {
  readonly currency: string;
  /** MM-DD. */
  readonly fiscalYearStart: string;
}
