import * as z from 'zod';
import { creditCheck, sharedLimit } from './creditCheck.ts';
import { contact, invoice, order, payment, quote } from './documents.ts';
import { figures } from './figures.ts';
import { link } from './link.ts';
import { matchReason } from './matchReason.ts';
import { namedNeverLink } from './neverLink.ts';
import { currencyCode, customerId, minorUnits } from './primitives.ts';
import { recordRef } from './record.ts';
import { verdict } from './verdict.ts';

const summaryShape = {
  id: customerId,
  name: z.string(),
  currency: currencyCode,
  parent: customerId.nullable(),
  creditHold: z.boolean(),
  /** Company currency, minor units; null = none set. */
  creditLimit: minorUnits.nullable(),
  website: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  city: z.string().nullable(),
  /** ISO 3166-1 alpha-2. */
  country: z.string().nullable(),
  industry: z.string().nullable(),
  links: z.array(link),
};

export const customerSummary = z.object(summaryShape).meta({ id: 'CustomerSummary' });
export type CustomerSummary = z.infer<typeof customerSummary>;

export const customerPage = z
  .object({ customers: z.array(customerSummary), nextCursor: z.string().nullable() })
  .meta({ id: 'CustomerPage' });
export type CustomerPage = z.infer<typeof customerPage>;

/** Where the figures come from, so that a person can look them up at the source. */
const erpSource = z
  .object({
    name: z.string(),
    label: z.string(),
    /** The customer's own page. */
    url: z.url().nullable(),
    /** A document's page, with `{kind}` (invoice, creditNote, order, payment, quote) and `{id}` to be filled in. */
    documentUrl: z.string().nullable(),
  })
  .meta({ id: 'ErpSource' });

export const customerDetail = z
  .object({
    ...summaryShape,
    source: erpSource,
    figures,
    verdict,
    /** null where the limit is this customer's alone. */
    sharedLimit: sharedLimit.nullable(),
    /** null unless an opportunity was asked about. */
    creditCheck: creditCheck.nullable(),
    /** Newest first, contacts by name; at most 200 of each here, `counts` says how many there are. */
    invoices: z.array(invoice),
    orders: z.array(order),
    payments: z.array(payment),
    quotes: z.array(quote),
    contacts: z.array(contact),
    /** Where each list goes on after what is here; null = this is all of it. */
    cursors: z.object({
      invoices: z.string().nullable(),
      orders: z.string().nullable(),
      payments: z.string().nullable(),
      quotes: z.string().nullable(),
      contacts: z.string().nullable(),
    }),
    counts: z.object({
      invoices: z.int(),
      orders: z.int(),
      payments: z.int(),
      quotes: z.int(),
      contacts: z.int(),
    }),
  })
  .meta({ id: 'CustomerDetail' });
export type CustomerDetail = z.infer<typeof customerDetail>;

/** Two customers of the ERP that may be one company entered twice: `customer` looks like `other`. */
const lookalike = z
  .object({
    customer: customerId,
    other: z.object({ id: customerId, name: z.string() }),
    /** 0–100, scored as a match is. */
    score: z.int().min(0).max(100),
    reasons: z.array(matchReason),
  })
  .meta({ id: 'Lookalike' });
export type Lookalike = z.infer<typeof lookalike>;

/** A link of an opportunity itself: whose it is, where its company has several customers. `twin`: the one that its ERP record has told. */
const dealLink = link.extend({ twin: z.boolean() }).meta({ id: 'DealLink' });
export type DealLink = z.infer<typeof dealLink>;

/** Answer of `GET record-view`: everything a record page needs, in one call. No links = `customers` is empty. */
export const recordView = z
  .object({
    record: recordRef,
    links: z.array(link),
    customers: z.array(customerDetail),
    /** Customers that somebody has said this record is never to be linked to. */
    neverLinks: z.array(namedNeverLink),
    /** Other customers of the ERP that look like one of `customers`. */
    lookalikes: z.array(lookalike),
    /** Of the opportunity that was asked about, and of these customers; [] = none says whose it is, or none was asked about. */
    dealLinks: z.array(dealLink),
  })
  .meta({ id: 'RecordView' });
export type RecordView = z.infer<typeof recordView>;
