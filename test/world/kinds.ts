import type { RecordRef } from '../../lib/erp/api/record.ts';
import { recordKey } from '../../lib/erp/api/recordKey.ts';
import { type Books, books as format } from '../../lib/erp/sources/embedded/books/format.ts';
import { idOf, type ObjectName } from './salesforce/ids.ts';
import { MY_DOMAIN, PORTALS } from './twins.ts';
import type { WorldExtras } from './world.ts';

export const KINDS_AS_OF = '2026-11-20';
/** Puts the companies of K1 and K5 into the portal that stories connect. */
export const KINDS_SEED = 14;

const record = (object: ObjectName, n: number): RecordRef => ({
  system: 'salesforce',
  org: `${MY_DOMAIN}.my.salesforce.com`,
  object,
  id: idOf(object, n),
});
/** Address of a record of the simulated org. */
export const addressIn = (object: ObjectName, n: number): string =>
  `https://${MY_DOMAIN}.lightning.force.com/lightning/r/${object}/${idOf(object, n)}/view`;
export const hubspotAddress = (portal: 0 | 1, typeId: string, id: string): string =>
  `https://${PORTALS[portal].host}/contacts/${PORTALS[portal].portalId}/record/${typeId}/${id}`;

const customer = (id: string, name: string, creditLimit: number | null, more = {}) => ({
  id,
  name,
  currency: 'EUR',
  creditLimit,
  creditHold: false,
  country: 'DE',
  ...more,
});
const EUR = { currency: 'EUR', bookedRate: '1' };
const order = (id: string, of: string, cents: number, more = {}) => ({
  id,
  customer: of,
  date: '2026-11-02',
  ...EUR,
  state: 'confirmed',
  lines: [{ description: 'Winch', quantity: '1', unitPrice: cents, taxRate: '0', invoicedQuantity: '0' }],
  ...more,
});

/** The opportunity that SO-2 fulfils. */
export const ORDERED = 102;

/** Customers for every answer of the credit check: within, shared, none, nothing; and one that is there twice. */
export const KINDS_BOOKS: Books = format.parse({
  format: 'ledgerside-books/1',
  asOf: KINDS_AS_OF,
  company: { name: 'Kinds Trading', currency: 'EUR', fiscalYearStart: '01-01', timeZone: 'Europe/Berlin' },
  customers: [
    customer('K1', 'Kranbau Kiel GmbH', 100_000, { website: 'https://www.kranbau.example', city: 'Kiel' }),
    customer('K2', 'Hafen Nord GmbH', null, { parent: 'K3', sharesParentLimit: true }),
    customer('K3', 'Hafen Holding AG', 500_000),
    customer('K4', 'Kranbau Kiel', null, { website: 'kranbau.example', city: 'Kiel' }),
    customer('K5', 'Ohne Grenze KG', null),
    customer('K6', 'Nur Vorkasse GmbH', 0),
  ],
  invoices: [
    {
      id: 'INV-1',
      customer: 'K1',
      type: 'invoice',
      state: 'posted',
      date: '2026-10-10',
      ...EUR,
      net: 30_000,
      tax: 0,
      instalments: [{ due: '2026-11-10', amount: 30_000 }],
    },
  ],
  payments: [
    { id: 'PAY-1', customer: 'K1', date: '2026-11-01', ...EUR, amount: 5_000, allocations: [] },
    {
      id: 'PAY-2',
      customer: 'K5',
      date: '2026-11-03',
      currency: 'USD',
      bookedRate: '0.9000',
      amount: 1_000,
      allocations: [],
    },
  ],
  orders: [
    order('SO-1', 'K1', 20_000),
    order('SO-2', 'K1', 10_000, { opportunity: recordKey(record('Opportunity', ORDERED)) }),
    order('SO-3', 'K3', 120_000),
  ],
});

/** Accounts are the n-th customers of the books. */
const ACCOUNT = { K1: 1, K2: 2, K5: 5, K6: 6 } as const;
const opportunity = (n: number, account: keyof typeof ACCOUNT, Amount: number, CurrencyIsoCode: string) => ({
  Id: idOf('Opportunity', n),
  Name: `Deal ${n}`,
  AccountId: idOf('Account', ACCOUNT[account]),
  StageName: 'Prospecting',
  CloseDate: '2026-12-15',
  Amount,
  CurrencyIsoCode,
});

/** Every kind of record, beside the accounts and companies that stand for the customers. */
export const KINDS_EXTRAS: WorldExtras = {
  salesforce: {
    features: {
      multiCurrency: true,
      contactsToMultipleAccounts: true,
      personAccounts: true,
      quotes: true,
      leads: true,
    },
    records: {
      Account: [
        {
          Id: idOf('Account', 501),
          Name: 'Mara Lind',
          FirstName: 'Mara',
          LastName: 'Lind',
          IsPersonAccount: true,
          PersonEmail: 'mara.lind@example.com',
        },
      ],
      Contact: [
        { Id: idOf('Contact', 201), LastName: 'Beider', AccountId: idOf('Account', ACCOUNT.K1) },
        { Id: idOf('Contact', 202), LastName: 'Frei' },
      ],
      AccountContactRelation: [relation(1, 'K1', true), relation(2, 'K5', false)],
      Opportunity: [
        opportunity(101, 'K1', 300.5, 'EUR'),
        opportunity(ORDERED, 'K1', 100, 'EUR'),
        opportunity(103, 'K1', 1000, 'USD'),
        opportunity(104, 'K1', 5, 'KWD'),
        opportunity(105, 'K5', 5000, 'EUR'),
        opportunity(106, 'K6', 1, 'EUR'),
        opportunity(107, 'K2', 1000, 'EUR'),
      ],
      Quote: [
        {
          Id: idOf('Quote', 401),
          Name: 'Quote 401',
          OpportunityId: idOf('Opportunity', 101),
          AccountId: idOf('Account', ACCOUNT.K1),
        },
      ],
      Lead: [{ Id: idOf('Lead', 301), LastName: 'Neu', Company: 'Kranbau Kiel', Website: 'kranbau.example' }],
    },
  },
  hubspot: (twins) => {
    const companyOf = (id: string) =>
      twins.find((one) => one.record.system === 'hubspot' && one.customer === id);
    const [first, second] = [companyOf('K1'), companyOf('K5')];
    if (first === undefined || second === undefined) throw new Error('K1 or K5 has no HubSpot company.');
    const companies = [
      first.record.id,
      ...(second.record.org === first.record.org ? [second.record.id] : []),
    ];
    return {
      [first.record.org]: {
        contacts: [{ id: '50001', properties: { lastname: 'Beider' }, associations: { companies } }],
        deals: [
          {
            id: '60001',
            properties: { dealname: 'Two winches', amount: '300.50' },
            associations: { companies: [first.record.id] },
          },
        ],
      },
      [PORTALS[1].portalId]: { contacts: [{ id: '50002', properties: { lastname: 'Anders' } }] },
    };
  },
};

function relation(n: number, account: keyof typeof ACCOUNT, IsDirect: boolean) {
  return {
    Id: idOf('AccountContactRelation', n),
    AccountId: idOf('Account', ACCOUNT[account]),
    ContactId: idOf('Contact', 201),
    IsDirect,
    IsActive: true,
  };
}
