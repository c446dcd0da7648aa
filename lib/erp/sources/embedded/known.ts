import { and, eq, sql } from 'drizzle-orm';
import type { Contact } from '../../api/documents.ts';
import type { CustomerId } from '../../api/primitives.ts';
import type { ReadTransaction } from '../../server/database/database.ts';
import { jsonRows } from '../../server/database/jsonRows.ts';
import { companies } from '../../server/database/schema/company.ts';
import { contacts } from '../../server/database/schema/contacts.ts';
import { customers } from '../../server/database/schema/customers.ts';
import type { CustomerFilter, SourceCompany, SourceCustomer } from '../source.ts';
import { companyOf } from './company.ts';
import { creditGroupIn, type NamedCreditGroup, relativesField } from './creditGroup.ts';
import { visible } from './customers.ts';
import { LEDGER, type Ledger, ledgersIn } from './ledger.ts';
import { type Lines, linesRead, newestLineFields } from './lines.ts';

/** Documents of each kind that come with a customer; more are had in pages. */
export const NEWEST = 200;

type Scope = CustomerFilter['visibleTo']['scope'];

const tenant = sql.placeholder('tenant');
const id = sql.placeholder('id');
const SCOPED = {
  all: visible(tenant, { scope: 'all' }),
  team: visible(tenant, { scope: 'team', team: sql.placeholder('team') }),
  own: visible(tenant, { scope: 'own', user: sql.placeholder('user') }),
};

const statementOf = (scope: Scope) => ({
  name: `customer_${scope}`,
  fields: {
    company: jsonRows(companies, [], eq(companies.tenant, tenant)),
    customer: jsonRows(
      customers,
      [
        'tenant',
        'sortName',
        'searchText',
        'sharesParentLimit',
        // For the sync alone.
        'legalName',
        'taxId',
        'paymentTerms',
        'bankAccount',
      ],
      and(SCOPED[scope], eq(customers.id, id)),
    ),
    relatives: relativesField(SCOPED[scope]),
    contacts: jsonRows(contacts, ['tenant'], and(eq(contacts.tenant, tenant), eq(contacts.customer, id)), [
      contacts.name,
      contacts.id,
    ]),
    ...newestLineFields(NEWEST),
  },
});
const STATEMENTS = { all: statementOf('all'), team: statementOf('team'), own: statementOf('own') };

/** What is read of a customer in one go. */
export interface Known {
  readonly company: SourceCompany;
  readonly customer: SourceCustomer;
  /** null = the limit is the customer's own. */
  readonly group: NamedCreditGroup | null;
  readonly ledger: Ledger;
  /** Of the newest documents. */
  readonly lines: Lines;
  /** By name. */
  readonly contacts: readonly Contact[];
}

/**
 * Everything whose extent is known beforehand travels together in two statements: each of a dozen would cost more on its way than in
 * the database, and one for all needs so much memory at once that PostgreSQL takes it from the system, and gives it back, every time
 * (190 page faults, half of its time).
 * null = no such customer, or not visible, or no books. What was read of a customer that is not visible ends here.
 */
export const readKnown = async (
  transaction: ReadTransaction,
  tenantName: string,
  customerId: CustomerId,
  visibleTo: CustomerFilter['visibleTo'],
  now: Date,
): Promise<Known | null> => {
  const of = { tenant: tenantName, id: customerId };
  const [read, ledgers] = await Promise.all([
    transaction.ask(STATEMENTS[visibleTo.scope], { ...visibleTo, ...of }),
    transaction.ask(LEDGER, of),
  ]);
  const [company] = read.company;
  const [customer] = read.customer;
  if (company === undefined || customer === undefined) return null;
  return {
    company: companyOf(company, now),
    customer,
    group: creditGroupIn(read.relatives, customerId),
    ledger: ledgersIn(ledgers)(customerId),
    lines: linesRead(read),
    contacts: read.contacts,
  };
};
