import type * as z from 'zod';
import type { RecordPage } from '../../../lib/crm/port.ts';
import type { creditCheck } from '../../../lib/erp/api/creditCheck.ts';
import type { CustomerDetail, CustomerSummary } from '../../../lib/erp/api/customer.ts';
import { customerDetail, customerSummary } from '../../../lib/erp/api/customer.ts';
import type { invoice, order } from '../../../lib/erp/api/documents.ts';
import { type Link, link } from '../../../lib/erp/api/link.ts';
import { type MatchSuggestion, matchSuggestion } from '../../../lib/erp/api/match.ts';
import type { RecordRef } from '../../../lib/erp/api/record.ts';
import type { Dated, PanelView } from '../../../lib/messaging/protocol.ts';

/** Invented customers and record pages for the tests; every one passes the contract's own schema. */

export const NOW = Date.parse('2026-11-20T12:00:00Z');

export const recordOf = (id: string, object = 'Account'): RecordRef => ({
  system: 'salesforce',
  org: 'nordlicht.my.salesforce.com',
  object,
  id,
});

export const pageOf = (id: string, kind: RecordPage['kind'] = 'account'): RecordPage => ({
  record: recordOf(
    id,
    { account: 'Account', contact: 'Contact', opportunity: 'Opportunity', quote: 'Quote', lead: 'Lead' }[
      kind
    ],
  ),
  kind,
  host: 'nordlicht.lightning.force.com',
});

export const linkOf = (record: RecordRef, customer: string): Link =>
  link.parse({
    id: '018f3c5e-7b2a-7c11-9d3e-2f4a5b6c7d8e',
    rev: 1,
    record,
    host: 'nordlicht.lightning.force.com',
    customer,
    createdBy: 'ada',
    createdAt: '2026-11-02T09:00:00Z',
  });

type Figures = CustomerDetail['figures'];

export const aging = (over: Partial<Figures['perCurrency'][string]> = {}) => ({
  current: 59500,
  d1_30: 42000,
  d31_60: 12350,
  d61_90: 138000,
  d90plus: 9900,
  unapplied: 36200,
  overdue: 202250,
  arBalance: 225550,
  disputed: 12350,
  ...over,
});

export const NO_AGING = aging({
  current: 0,
  d1_30: 0,
  d31_60: 0,
  d61_90: 0,
  d90plus: 0,
  unapplied: 0,
  overdue: 0,
  arBalance: 0,
  disputed: 0,
});

export const companyFigures = (over: Partial<Figures['company']> = {}): Figures['company'] => {
  const { disputed: _, ...buckets } = aging();
  return {
    currency: 'EUR',
    ...buckets,
    openOrders: { count: 2, uninvoiced: 476000 },
    creditLimit: 500000,
    availableCredit: -201550,
    ytdRevenue: 2500000,
    lifetimeValue: 12500000,
    dsoDays: 58.3,
    ...over,
  };
};

export const invoiceSample = (over: Partial<z.input<typeof invoice>> = {}): z.input<typeof invoice> => ({
  id: 'INV-1',
  customer: 'G01',
  type: 'invoice',
  state: 'posted',
  status: 'open',
  date: '2026-10-21',
  currency: 'EUR',
  bookedRate: '1',
  net: 100000,
  tax: 19000,
  total: 119000,
  open: 119000,
  disputed: false,
  daysOverdue: null,
  due: '2026-11-30',
  order: 'SO-1',
  instalments: [{ due: '2026-11-30', amount: 119000, writtenOff: 0, open: 119000, daysPastDue: -10 }],
  allocations: [],
  settledBy: [],
  lines: [
    {
      description: 'Torque wrench',
      product: 'P1',
      quantity: '10',
      unitPrice: 10000,
      taxRate: '19',
      net: 100000,
    },
  ],
  taxes: [],
  ...over,
});

export const orderSample = (over: Partial<z.input<typeof order>> = {}): z.input<typeof order> => ({
  id: 'SO-1',
  customer: 'G01',
  state: 'confirmed',
  date: '2026-11-12',
  currency: 'EUR',
  bookedRate: '1',
  net: 400000,
  tax: 76000,
  total: 476000,
  uninvoiced: 476000,
  quote: 'Q-1',
  invoices: ['INV-1'],
  opportunity: null,
  lines: [
    {
      description: 'Hydraulic pump',
      product: null,
      quantity: '2',
      unitPrice: 200000,
      taxRate: '19',
      net: 400000,
      invoicedQuantity: '0',
    },
  ],
  shipments: [{ id: 'SH-1', date: '2026-11-15', carrier: 'Nordfracht', tracking: 'NF 8812' }],
  ...over,
});

export const customerSample = (over: Partial<z.input<typeof customerDetail>> = {}): CustomerDetail => {
  const given = {
    id: 'G01',
    name: 'Hafenwerk Maschinenbau GmbH',
    currency: 'EUR',
    parent: null,
    creditHold: false,
    creditLimit: 500000,
    website: null,
    email: null,
    phone: null,
    city: 'Bremen',
    country: 'DE',
    industry: null,
    links: [],
    source: {
      name: 'embedded',
      label: 'Ledgerside Books',
      url: 'https://erp.nordlicht.example/G01',
      documentUrl: null,
    },
    figures: { asOf: '2026-11-20', perCurrency: { EUR: aging() }, company: companyFigures() },
    verdict: { level: 'ok' as const, reasons: [] },
    sharedLimit: null,
    creditCheck: null,
    invoices: [],
    orders: [],
    payments: [],
    quotes: [],
    contacts: [],
    cursors: { invoices: null, orders: null, payments: null, quotes: null, contacts: null },
    ...over,
  };
  return customerDetail.parse({
    ...given,
    counts: {
      invoices: given.invoices.length,
      orders: given.orders.length,
      payments: given.payments.length,
      quotes: given.quotes.length,
      contacts: given.contacts.length,
      ...over.counts,
    },
  });
};

/** Of a deal that passes. */
export const creditCheckSample = (): z.input<typeof creditCheck> => {
  const none = { amount: 0, documents: [], more: { count: 0, amount: 0 } };
  const openOrder = {
    kind: 'order' as const,
    id: 'SO-1',
    date: '2026-11-01',
    due: null,
    part: { amount: 15_000, currency: 'EUR' },
    amount: 15_000,
  };
  return {
    outcome: 'passes',
    currency: 'EUR',
    creditLimit: 100_000,
    sharedLimit: null,
    terms: {
      openInvoices: none,
      unapplied: none,
      openOrders: { ...none, amount: 15_000, documents: [openOrder] },
    },
    deal: {
      opportunity: 'salesforce/nordlicht.my.salesforce.com/Opportunity/006A',
      amount: { amount: 10_000, currency: 'EUR' },
      rate: null,
      order: null,
      counted: 10_000,
      unknown: null,
    },
    availableAfter: 75_000,
    overdue: 0,
    creditHold: false,
  };
};

export const summarySample = (over: Partial<z.input<typeof customerSummary>> = {}): CustomerSummary =>
  customerSummary.parse({
    id: 'G01',
    name: 'Hafenwerk Maschinenbau GmbH',
    currency: 'EUR',
    parent: null,
    creditHold: false,
    creditLimit: null,
    website: null,
    email: null,
    phone: null,
    city: 'Bremen',
    country: 'DE',
    industry: null,
    links: [],
    ...over,
  });

export const SUGGESTIONS: readonly MatchSuggestion[] = [
  matchSuggestion.parse({
    customer: summarySample(),
    score: 92,
    band: 'strong',
    reasons: [
      {
        kind: 'domain',
        effect: 'for',
        points: 50,
        crmValue: 'hafenwerk.example',
        erpValue: 'hafenwerk.example',
      },
      { kind: 'city', effect: 'against', points: 5, crmValue: 'Hamburg', erpValue: 'Bremen' },
    ],
  }),
];

/** The ERP's answer about a record that is linked to these customers. */
export const viewOf = (
  record: RecordRef,
  customers: readonly CustomerDetail[],
  over: Partial<Dated<PanelView>['value']> & { readonly fetchedAt?: number } = {},
): Dated<PanelView> => {
  const { fetchedAt = NOW - 125_000, ...value } = over;
  return {
    value: {
      view: {
        record,
        links: customers.map(({ id }) => linkOf(record, id)),
        customers: [...customers],
        neverLinks: [],
        lookalikes: [],
        dealLinks: [],
      },
      via: null,
      companies: [],
      canLink: true,
      ...value,
    },
    fetchedAt,
  };
};
