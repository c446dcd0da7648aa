import type { LinkRequest } from '../../lib/erp/api/link.ts';
import { customerId } from '../../lib/erp/api/primitives.ts';
import type { RecordRef } from '../../lib/erp/api/record.ts';
import type { Books, BooksCustomer } from '../../lib/erp/sources/embedded/books/format.ts';
import { chance } from './chance.ts';
import type { RecordSeed } from './hubspot/model/portalSeed.ts';
import { idOf } from './salesforce/ids.ts';
import type { Row } from './salesforce/schema/field.ts';

export const MY_DOMAIN = 'acme';
const LIGHTNING_HOST = 'acme.lightning.force.com';
export const PORTALS = [
  { portalId: '48110017', host: 'app.hubspot.com' },
  { portalId: '148220933', host: 'app-eu1.hubspot.com' },
] as const;

/** One ERP customer as a CRM record: where it is, how its page is reached, and whether a person has linked the two. */
export interface Twin {
  readonly customer: string;
  readonly name: string;
  readonly record: RecordRef;
  readonly host: string;
  readonly path: string;
  readonly linked: boolean;
}

export interface Twins {
  readonly all: readonly Twin[];
  readonly accounts: readonly Row[];
  readonly contacts: readonly Row[];
  readonly opportunities: readonly Row[];
  readonly companies: ReadonlyMap<string, readonly RecordSeed[]>;
  readonly links: readonly LinkRequest[];
}

/** Every how manieth record nobody has linked yet. */
const UNLINKED_EVERY = 9;

/** Every customer of the books as a Salesforce account and as a HubSpot company, written down as salespeople write. */
export const twinsOf = (books: Books, seed: number): Twins => {
  const next = chance(seed);
  const all: Twin[] = [];
  const companies = new Map<string, RecordSeed[]>(PORTALS.map(({ portalId }) => [portalId, []]));
  const accounts = books.customers.map((customer, index) => {
    const id = idOf('Account', index + 1);
    all.push({
      customer: customer.id,
      name: customer.name,
      record: { system: 'salesforce', org: `${MY_DOMAIN}.my.salesforce.com`, object: 'Account', id },
      host: LIGHTNING_HOST,
      path: `/lightning/r/Account/${id}/view`,
      linked: index % UNLINKED_EVERY !== UNLINKED_EVERY - 1,
    });
    return accountOf(customer, id);
  });
  books.customers.forEach((customer, index) => {
    const linked = index % UNLINKED_EVERY !== UNLINKED_EVERY - 2;
    // Nobody links in a portal that is not connected, so what is left to link is in the first one.
    const portal = !linked || next() < 0.5 ? PORTALS[0] : PORTALS[1];
    const id = String(9_100_000_000 + index * 7 + 1);
    companies.get(portal.portalId)?.push(companyOf(customer, id));
    all.push({
      customer: customer.id,
      name: customer.name,
      record: { system: 'hubspot', org: portal.portalId, object: 'company', id },
      host: portal.host,
      path: `/contacts/${portal.portalId}/record/0-2/${id}`,
      linked,
    });
  });
  const accountIds = new Map(
    books.customers.map((customer, index) => [customer.id, idOf('Account', index + 1)]),
  );
  const contacts = (books.contacts ?? []).map((contact, index) => {
    const [first = '', ...rest] = contact.name.split(' ');
    return {
      Id: idOf('Contact', index + 1),
      FirstName: first,
      LastName: rest.join(' ') || first,
      AccountId: accountIds.get(contact.customer) ?? null,
      Title: contact.role ?? null,
      Email: contact.email ?? null,
      Phone: contact.phone ?? null,
    };
  });
  const opportunities = books.customers.slice(0, 12).map((customer, index) => ({
    Id: idOf('Opportunity', index + 1),
    Name: `${customer.name} – renewal`.slice(0, 120),
    AccountId: accountIds.get(customer.id) ?? null,
    StageName: 'Prospecting',
    CloseDate: '2026-12-15',
    Amount: 1000 + index * 250,
  }));
  const links = all
    .filter(({ linked }) => linked)
    .map(({ record, host, customer }) => ({ record, host, customer: customerId.parse(customer) }));
  return { all, accounts, contacts, opportunities, companies, links };
};

const accountOf = (customer: BooksCustomer, id: string): Row => ({
  Id: id,
  Name: customer.name,
  Website: customer.website ?? null,
  Phone: customer.phone ?? null,
  BillingCity: customer.city ?? null,
  BillingCountry: customer.country ?? null,
});

const companyOf = (customer: BooksCustomer, id: string): RecordSeed => {
  const known = {
    name: customer.name,
    domain: customer.website
      ?.replace(/^https?:\/\//, '')
      .replace(/^www\./, '')
      .replace(/\/.*$/, ''),
    phone: customer.phone,
    city: customer.city,
    country: customer.country,
  };
  const filled = Object.entries(known).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { id, properties: Object.fromEntries(filled) };
};
