import * as z from 'zod';
import { currencyCode, decimalText, isoDate, minorUnits } from '../../../api/primitives.ts';
import { recordKeyText } from '../../../api/record.ts';

/**
 * `ledgerside-books/1`: a company's documents as one JSON file. Amounts are integers in minor units; rates, quantities and tax
 * rates are decimal strings; dates are calendar dates in the company's time zone. The keys that the published description of the
 * format does not name (contacts, products, quotes, opportunities, line texts, shipments, parents, …) are optional, so that its files import unchanged.
 */
const id = z.string().min(1).max(64);
const text = z.string().max(400);

const company = z.strictObject({
  name: z.string().min(1).max(200),
  currency: currencyCode,
  fiscalYearStart: z.string().regex(/^\d{2}-\d{2}$/, 'Month and day are needed, such as "04-01".'),
  timeZone: z.string(),
  /** Days past due that the terms forgive before the verdict says "Stop". */
  graceDays: z.int().min(0).max(365).optional(),
});

const customer = z.strictObject({
  id,
  name: z.string().min(1).max(200),
  currency: currencyCode,
  creditLimit: minorUnits.nullable(),
  creditHold: z.boolean(),
  parent: id.nullable().optional(),
  /** true: the parent's limit counts for this customer and its siblings together. */
  sharesParentLimit: z.boolean().optional(),
  website: text.nullable().optional(),
  email: text.nullable().optional(),
  phone: text.nullable().optional(),
  city: text.nullable().optional(),
  country: z.string().length(2).nullable().optional(),
  industry: text.nullable().optional(),
  legalName: text.nullable().optional(),
  taxId: text.nullable().optional(),
  paymentTerms: text.nullable().optional(),
  bankAccount: text.nullable().optional(),
  owner: text.nullable().optional(),
  team: text.nullable().optional(),
});

const contact = z.strictObject({
  id,
  customer: id,
  name: text,
  role: text.nullable().optional(),
  email: text.nullable().optional(),
  phone: text.nullable().optional(),
});

const product = z.strictObject({
  id,
  name: text,
  unitPrice: minorUnits,
  currency: currencyCode,
  stock: decimalText.optional(),
});

const documentLine = z.strictObject({
  description: text.optional(),
  product: id.nullable().optional(),
  quantity: decimalText,
  unitPrice: minorUnits,
  taxRate: decimalText,
});

const allocation = z.strictObject({ invoice: id, instalment: z.int().nonnegative(), amount: minorUnits });

const documentShape = { id, customer: id, date: isoDate, currency: currencyCode, bookedRate: decimalText };
const postedShape = {
  ...documentShape,
  state: z.enum(['posted', 'draft', 'cancelled']),
  net: minorUnits,
  tax: minorUnits,
  disputed: z.boolean().optional(),
  order: id.nullable().optional(),
  lines: z.array(documentLine).optional(),
  taxes: z
    .array(z.strictObject({ name: text, rate: decimalText, base: minorUnits, amount: minorUnits }))
    .optional(),
};

const invoice = z.discriminatedUnion('type', [
  z.strictObject({
    ...postedShape,
    type: z.literal('invoice'),
    /** None where there is nothing to ask for; those of a posted invoice come to its total. */
    instalments: z.array(
      z.strictObject({ due: isoDate, amount: minorUnits, writtenOff: minorUnits.optional() }),
    ),
  }),
  z.strictObject({ ...postedShape, type: z.literal('creditNote'), allocations: z.array(allocation) }),
]);

const payment = z.strictObject({
  ...documentShape,
  amount: minorUnits,
  reference: text.nullable().optional(),
  allocations: z.array(allocation.extend({ discount: minorUnits.optional() })),
});

const order = z.strictObject({
  ...documentShape,
  state: z.enum(['draft', 'confirmed', 'cancelled', 'closed']),
  quote: id.nullable().optional(),
  /** The CRM opportunity that became this order. */
  opportunity: recordKeyText.nullable().optional(),
  lines: z.array(documentLine.extend({ invoicedQuantity: decimalText })),
  shipments: z
    .array(
      z.strictObject({
        id,
        date: isoDate,
        carrier: text.nullable().optional(),
        tracking: text.nullable().optional(),
      }),
    )
    .optional(),
});

const quote = z.strictObject({
  ...documentShape,
  state: z.enum(['draft', 'sent', 'accepted', 'declined', 'expired']),
  validUntil: isoDate.nullable().optional(),
  lines: z.array(documentLine),
});

/** What the company expects to sell: `amount` in minor units of `currency`, `probability` in percent. */
const opportunity = z.strictObject({
  id,
  customer: id,
  name: z.string().min(1).max(200),
  amount: minorUnits,
  currency: currencyCode,
  forecastDate: isoDate,
  stage: z.string().min(1).max(120),
  probability: z.number().min(0).max(100),
  status: z.enum(['open', 'won', 'lost']),
  partner: text.nullable().optional(),
});

export const books = z.strictObject({
  format: z.literal('ledgerside-books/1'),
  asOf: isoDate.optional(),
  company,
  customers: z.array(customer),
  invoices: z.array(invoice),
  payments: z.array(payment),
  orders: z.array(order),
  contacts: z.array(contact).optional(),
  products: z.array(product).optional(),
  quotes: z.array(quote).optional(),
  opportunities: z.array(opportunity).optional(),
});
export type Books = z.infer<typeof books>;
export type BooksCustomer = Books['customers'][number];
export type BooksInvoice = Books['invoices'][number];
export type BooksPayment = Books['payments'][number];
export type BooksOrder = Books['orders'][number];
