import * as z from 'zod';
import {
  currencyCode,
  customerId,
  decimalText,
  documentId,
  isoDate,
  minorUnits,
  money,
} from './primitives.ts';
import { recordKeyText } from './record.ts';

/** One document's part in a term of the credit check. */
const creditDocument = z
  .object({
    kind: z.enum(['invoice', 'creditNote', 'payment', 'order']),
    id: documentId,
    date: isoDate,
    /** Earliest due date still open; null where nothing is due. */
    due: isoDate.nullable(),
    /** What is open, unapplied or left to invoice, in the document's currency. */
    part: money,
    /** The same in company currency, at the document's booked rate. */
    amount: minorUnits,
  })
  .meta({ id: 'CreditDocument' });
export type CreditDocument = z.infer<typeof creditDocument>;

/** A term and the documents it is made of: `amount` = sum of `documents` + `more.amount`. Company currency. */
const creditTerm = z
  .object({
    amount: minorUnits,
    /** The weightiest first, at most 100. */
    documents: z.array(creditDocument),
    more: z.object({ count: z.int().nonnegative(), amount: minorUnits }),
  })
  .meta({ id: 'CreditTerm' });
export type CreditTerm = z.infer<typeof creditTerm>;

/** A limit that several customers draw on together. */
export const sharedLimit = z
  .object({
    /** Who holds the limit; null where that customer is not visible to the caller. */
    holder: z.object({ id: customerId, name: z.string() }).nullable(),
    /** How many customers draw on it besides this one. */
    others: z.int().positive(),
    /** AR balance + open orders of those others, company currency. */
    otherExposure: minorUnits,
    /** Those of them that the caller may see, and what each draws on it; what is left of `otherExposure` belongs to the rest. */
    seen: z.array(z.object({ id: customerId, name: z.string(), exposure: minorUnits })),
  })
  .meta({ id: 'SharedLimit' });
export type SharedLimit = z.infer<typeof sharedLimit>;

const creditDeal = z
  .object({
    opportunity: recordKeyText,
    /** As the CRM says; null where it names no amount or no currency. */
    amount: money.nullable(),
    /** Company's latest booked rate on or before the as-of date: one unit of the deal's currency; null = none was needed or none is known. */
    rate: z.object({ rate: decimalText, date: isoDate }).nullable(),
    /** The order that this deal became. `id` is null where its customer is not visible to the caller. */
    order: z
      .object({ id: documentId.nullable(), state: z.enum(['draft', 'confirmed', 'cancelled', 'closed']) })
      .nullable(),
    /** What the deal adds to the customer's exposure, company currency: 0 once its order does; null = not known. */
    counted: minorUnits.nullable(),
    /** Why `counted` is not known. */
    unknown: z.enum(['amount', 'currency', 'rate']).nullable(),
  })
  .meta({ id: 'CreditDeal' });
export type CreditDeal = z.infer<typeof creditDeal>;

/**
 * Would this deal pass the limit? `availableAfter` = limit − open invoices + unapplied − open orders − others on a shared limit − deal.
 * Every amount in company currency; unknown is null and never 0.
 */
export const creditCheck = z
  .object({
    outcome: z.enum(['passes', 'exceeds', 'noLimit', 'unknown']),
    currency: currencyCode,
    creditLimit: minorUnits.nullable(),
    sharedLimit: sharedLimit.nullable(),
    terms: z.object({ openInvoices: creditTerm, unapplied: creditTerm, openOrders: creditTerm }),
    deal: creditDeal,
    availableAfter: minorUnits.nullable(),
    overdue: minorUnits,
    creditHold: z.boolean(),
  })
  .meta({ id: 'CreditCheck' });
export type CreditCheck = z.infer<typeof creditCheck>;
