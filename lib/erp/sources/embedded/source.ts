import type { OpenDatabase } from '../../server/database/database.ts';
import { readInTenant } from '../../server/database/tenant.ts';
import type { ErpSource } from '../source.ts';
import { findCandidates } from './candidates.ts';
import { readCompany } from './company.ts';
import { findCustomer, listCustomers } from './customers.ts';
import { readDetail } from './detail.ts';
import { documentReaders } from './documents.ts';
import { readLedgers } from './ledger.ts';
import { findLookalikes } from './lookalikes.ts';

/** The books in the ERP API's own database as a source. */
export const embeddedSource = (database: OpenDatabase, now: () => Date, pages: string | null): ErpSource => ({
  name: 'embedded',

  company: (tenant) => readInTenant(database, tenant, (read) => readCompany(read, tenant, now())),

  customers: (tenant, filter, page) =>
    readInTenant(database, tenant, (read) => listCustomers(read, tenant, filter, page)),

  matchCandidates: (tenant, query, { visibleTo }) =>
    readInTenant(database, tenant, (read) => findCandidates(read, tenant, query, visibleTo)),

  customer: (tenant, id, { visibleTo }, asOf, deal) =>
    readInTenant(database, tenant, async (read) => {
      const customer = await findCustomer(read, tenant, id, visibleTo);
      const company = await readCompany(read, tenant, now());
      if (customer === null || company === null) return null;
      const query = { asOf: asOf ?? company.asOf, visibleTo, deal };
      return readDetail(read, tenant, company, customer, query, pages);
    }),

  lookalikes: (tenant, customer, { visibleTo }) =>
    readInTenant(database, tenant, (read) => findLookalikes(read, tenant, customer, visibleTo)),

  documents: (tenant, id, kind, { visibleTo }, { asOf, ...part }) =>
    readInTenant(database, tenant, async (read) => {
      const customer = await findCustomer(read, tenant, id, visibleTo);
      const company = await readCompany(read, tenant, now());
      if (customer === null || company === null) return null;
      const ledgerOf = await readLedgers(read, tenant, [id]);
      return documentReaders[kind](
        { transaction: read, tenant, id, ledger: ledgerOf(id), asOf: asOf ?? company.asOf },
        part,
      );
    }),
});
