import type { RecordPage } from '../../crm/port.ts';
import { customerDetail, type RecordView, recordView } from '../../erp/api/customer.ts';
import { me } from '../../erp/api/me.ts';
import type { RecordRef } from '../../erp/api/record.ts';

/** Invented pages, people and figures for tests of the worker. */
const SALESFORCE_HOST = 'acme.lightning.force.com';
export const ORG = 'acme.my.salesforce.com';
export const PORTAL = '4711';

const salesforcePage = (object: string, id: string, kind: RecordPage['kind']): RecordPage => ({
  record: { system: 'salesforce', org: ORG, object, id },
  kind,
  host: SALESFORCE_HOST,
});
export const ACCOUNT_PAGE = salesforcePage('Account', '001Hs00003AbCdEIAV', 'account');
export const OTHER_ACCOUNT_PAGE = salesforcePage('Account', '001Hs00003AbCdFIAV', 'account');
export const CONTACT_PAGE = salesforcePage('Contact', '003Hs00004XyZabIAF', 'contact');
export const DEAL_PAGE = salesforcePage('Opportunity', '006Hs00002MnOpqIAF', 'opportunity');
export const LEAD_PAGE = salesforcePage('Lead', '00QHs00000VwXyzMAF', 'lead');
export const COMPANY_PAGE: RecordPage = {
  record: { system: 'hubspot', org: PORTAL, object: 'company', id: '90210777' },
  kind: 'account',
  host: 'app.hubspot.com',
};

/** A name and an amount that appear nowhere else: a search for them in stored bytes means something. */
export const CUSTOMER_NAME = 'Brückner Anlagenbau GmbH';
export const AR_BALANCE = 987_654_321;

const aging = {
  current: AR_BALANCE,
  d1_30: 0,
  d31_60: 0,
  d61_90: 0,
  d90plus: 0,
  unapplied: 0,
  overdue: 0,
  arBalance: AR_BALANCE,
};
const summary = {
  id: 'G01',
  name: CUSTOMER_NAME,
  currency: 'EUR',
  parent: null,
  creditHold: false,
  creditLimit: null,
  website: null,
  email: null,
  phone: null,
  city: null,
  country: null,
  industry: null,
};
const linkTo = ({ record, host }: { record: RecordRef; host: string }) => ({
  id: '0198f1c2-0000-7000-8000-000000000001',
  rev: 1,
  record,
  host,
  customer: 'G01',
  createdBy: 'ida',
  createdAt: '2026-11-20T09:30:00Z',
});

export const LINK = linkTo(ACCOUNT_PAGE);
export const SUMMARY = { ...summary, links: [linkTo(ACCOUNT_PAGE), linkTo(COMPANY_PAGE)] };
export const DETAIL = customerDetail.parse({
  ...SUMMARY,
  source: { name: 'embedded', label: 'Demo books', url: null, documentUrl: null },
  figures: {
    asOf: '2026-11-20',
    perCurrency: { EUR: { ...aging, disputed: 0 } },
    company: {
      currency: 'EUR',
      ...aging,
      openOrders: { count: 0, uninvoiced: 0 },
      creditLimit: null,
      availableCredit: null,
      ytdRevenue: 0,
      lifetimeValue: 0,
      dsoDays: null,
    },
  },
  verdict: { level: 'ok', reasons: [] },
  sharedLimit: null,
  creditCheck: null,
  invoices: [],
  orders: [],
  payments: [],
  quotes: [],
  contacts: [],
  cursors: { invoices: null, orders: null, payments: null, quotes: null, contacts: null },
  counts: { invoices: 0, orders: 0, payments: 0, quotes: 0, contacts: 0 },
});

export const viewOf = (record: RecordRef): RecordView =>
  recordView.parse({
    record,
    links: [{ ...LINK, record }],
    customers: [DETAIL],
    neverLinks: [],
    lookalikes: [],
    dealLinks: [],
  });

export const ME = me.parse({
  user: 'ida',
  team: null,
  tenant: 'acme',
  role: 'crm.sync',
  scope: 'all',
  capabilities: ['view', 'link'],
  expiresAt: '2027-01-01T00:00:00Z',
  company: { name: 'Acme AG', currency: 'EUR', timeZone: 'Europe/Berlin', asOf: '2026-11-20' },
  api: { name: 'ledgerside-erp-api', version: '0.1.0' },
});
