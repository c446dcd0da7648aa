import * as z from 'zod';
import { currencyCode, customerId, decimalText, documentId, isoDate, minorUnits } from './primitives.ts';
import { recordKeyText } from './record.ts';

/** An amount of one document set against one instalment of an invoice. */
const allocation = z
  .object({
    invoice: documentId,
    instalment: z.int().nonnegative(),
    amount: minorUnits,
    /** Settles the instalment without money. */
    discount: minorUnits,
  })
  .meta({ id: 'Allocation' });

const documentLine = z
  .object({
    description: z.string(),
    product: z.string().nullable(),
    quantity: decimalText,
    /** Net price of one, minor units of the document's currency. */
    unitPrice: minorUnits,
    taxRate: decimalText,
    /** Net of the line. */
    net: minorUnits,
  })
  .meta({ id: 'DocumentLine' });

const tax = z.object({ name: z.string(), rate: decimalText, base: minorUnits, amount: minorUnits });

/** What settled a part of an invoice: a payment, or a credit note that was set against it. */
const settledBy = z
  .object({
    document: documentId,
    type: z.enum(['payment', 'creditNote']),
    date: isoDate,
    instalment: z.int().nonnegative(),
    amount: minorUnits,
    discount: minorUnits,
  })
  .meta({ id: 'SettledBy' });

const instalment = z
  .object({
    due: isoDate,
    amount: minorUnits,
    writtenOff: minorUnits,
    /** Amount − allocations − discounts − written off. */
    open: minorUnits,
    /** Days past due on the as-of date; 0 or less = not overdue. */
    daysPastDue: z.int(),
  })
  .meta({ id: 'Instalment' });

export const invoice = z
  .object({
    id: documentId,
    customer: customerId,
    type: z.enum(['invoice', 'creditNote']),
    state: z.enum(['posted', 'draft', 'cancelled']),
    /** What a person calls it: settled, part paid, open, overdue, disputed; credit notes: unapplied, applied. */
    status: z.enum([
      'draft',
      'cancelled',
      'settled',
      'partPaid',
      'open',
      'overdue',
      'disputed',
      'unapplied',
      'applied',
    ]),
    date: isoDate,
    currency: currencyCode,
    bookedRate: decimalText,
    net: minorUnits,
    tax: minorUnits,
    /** Net + tax. */
    total: minorUnits,
    /** Invoice: sum of its instalments' open amounts. Credit note: what is not yet allocated. */
    open: minorUnits,
    disputed: z.boolean(),
    /** Days past due of the oldest open instalment; null where nothing is overdue. */
    daysOverdue: z.int().positive().nullable(),
    /** Earliest due date still open, else the last due date; null for a credit note. */
    due: isoDate.nullable(),
    order: documentId.nullable(),
    instalments: z.array(instalment),
    /** A credit note's own allocations. */
    allocations: z.array(allocation),
    /** An invoice's payments and credit notes, oldest first. */
    settledBy: z.array(settledBy),
    lines: z.array(documentLine),
    taxes: z.array(tax),
  })
  .meta({ id: 'Invoice' });
export type Invoice = z.infer<typeof invoice>;

export const payment = z
  .object({
    id: documentId,
    customer: customerId,
    date: isoDate,
    currency: currencyCode,
    bookedRate: decimalText,
    amount: minorUnits,
    unapplied: minorUnits,
    reference: z.string().nullable(),
    allocations: z.array(allocation),
  })
  .meta({ id: 'Payment' });
export type Payment = z.infer<typeof payment>;

const shipment = z
  .object({ id: documentId, date: isoDate, carrier: z.string().nullable(), tracking: z.string().nullable() })
  .meta({ id: 'Shipment' });

const orderLine = documentLine.extend({ invoicedQuantity: decimalText }).meta({ id: 'OrderLine' });

export const order = z
  .object({
    id: documentId,
    customer: customerId,
    state: z.enum(['draft', 'confirmed', 'cancelled', 'closed']),
    date: isoDate,
    currency: currencyCode,
    bookedRate: decimalText,
    net: minorUnits,
    tax: minorUnits,
    total: minorUnits,
    /** Tax included; 0 unless the order is confirmed. */
    uninvoiced: minorUnits,
    quote: documentId.nullable(),
    /** Invoices and credit notes that name this order, oldest first. */
    invoices: z.array(documentId),
    /** The CRM opportunity that became this order; null = none, or not told. */
    opportunity: recordKeyText.nullable(),
    lines: z.array(orderLine),
    shipments: z.array(shipment),
  })
  .meta({ id: 'Order' });
export type Order = z.infer<typeof order>;

export const quote = z
  .object({
    id: documentId,
    customer: customerId,
    state: z.enum(['draft', 'sent', 'accepted', 'declined', 'expired']),
    date: isoDate,
    validUntil: isoDate.nullable(),
    currency: currencyCode,
    net: minorUnits,
    tax: minorUnits,
    total: minorUnits,
    /** Orders that name this quote, oldest first. */
    orders: z.array(documentId),
    lines: z.array(documentLine),
  })
  .meta({ id: 'Quote' });
export type Quote = z.infer<typeof quote>;

export const contact = z
  .object({
    id: documentId,
    customer: customerId,
    name: z.string(),
    role: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
  })
  .meta({ id: 'Contact' });
export type Contact = z.infer<typeof contact>;

/** Something that the customer was invoiced for, as far as its lines say what it is. */
export const productBought = z
  .object({
    /** The product's id, or its description where the lines name no product. */
    id: z.string().min(1).max(400),
    customer: customerId,
    /** null: the lines name no product. */
    product: z.string().nullable(),
    name: z.string(),
    /** Net price of one on the newest posted invoice, minor units of `currency`. */
    lastPrice: minorUnits,
    currency: currencyCode,
    /** Of that invoice. */
    date: isoDate,
    invoice: documentId,
    /** Sum over all posted invoices. Credit notes are not taken off: their lines may be about the price alone. */
    quantity: decimalText,
    /** What the ERP has of it; null where it does not say. */
    stock: decimalText.nullable(),
  })
  .meta({ id: 'ProductBought' });
export type ProductBought = z.infer<typeof productBought>;

const nextCursor = z.string().nullable();
/** Pages of a customer's documents, newest first. */
export const invoicePage = z.object({ invoices: z.array(invoice), nextCursor }).meta({ id: 'InvoicePage' });
export const orderPage = z.object({ orders: z.array(order), nextCursor }).meta({ id: 'OrderPage' });
export const paymentPage = z.object({ payments: z.array(payment), nextCursor }).meta({ id: 'PaymentPage' });
export const quotePage = z.object({ quotes: z.array(quote), nextCursor }).meta({ id: 'QuotePage' });
export const contactPage = z.object({ contacts: z.array(contact), nextCursor }).meta({ id: 'ContactPage' });
export const productPage = z
  .object({ products: z.array(productBought), nextCursor })
  .meta({ id: 'ProductPage' });
