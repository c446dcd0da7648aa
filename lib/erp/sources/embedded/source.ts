import type { OpenDatabase } from '../../server/database/database.ts';
import { readInTenant } from '../../server/database/tenant.ts';
import type { ErpSource } from '../source.ts';
import { findCandidates } from './candidates.ts';
import { readCompany } from './company.ts';
import { findCustomer, listCustomers } from './customers.ts';
import { readDetail } from './detail.ts';
import { documentReaders } from './documents.ts';
import { readKnown } from './known.ts';
import { readLedgers } from './ledger.ts';
import { linesAsked } from './lines.ts';
import { findLookalikes } from './lookalikes.ts';
import { embeddedRecords } from './records/records.ts';

/** The books in the ERP API's own database as a source. */
export const embeddedSource = (database: OpenDatabase, now: () => Date, pages: string | null): ErpSource => ({
  name: 'embedded',
  records: embeddedRecords(now),

  company: (tenant) => readInTenant(database, tenant, (read) => readCompany(read, tenant, now())),

  customers: (tenant, filter, page) =>
    readInTenant(database, tenant, (read) => listCustomers(read, tenant, filter, page)),

  matchCandidates: (tenant, query, { visibleTo }) =>
    readInTenant(database, tenant, (read) => findCandidates(read, tenant, query, visibleTo)),

  customer: (tenant, id, { visibleTo }, asOf, deal) =>
    readInTenant(database, tenant, async (read) => {
      const known = await readKnown(read, tenant, id, visibleTo, now());
      if (known === null) return null;
      const query = { asOf: asOf ?? known.company.asOf, visibleTo, deal };
      return readDetail(read, tenant, known, query, pages);
    }),

  lookalikes: (tenant, customer, { visibleTo }) =>
    readInTenant(database, tenant, (read) => findLookalikes(read, tenant, customer, visibleTo)),

  documents: (tenant, id, kind, { visibleTo }, { asOf, ...part }) =>
    readInTenant(database, tenant, async (read) => {
      const [customer, company, ledgerOf] = await Promise.all([
        findCustomer(read, tenant, id, visibleTo),
        readCompany(read, tenant, now()),
        readLedgers(read, tenant, [id]),
      ]);
      if (customer === null || company === null) return null;
      return documentReaders[kind](
        {
          transaction: read,
          tenant,
          id,
          ledger: ledgerOf(id),
          lines: linesAsked(read, tenant),
          asOf: asOf ?? company.asOf,
        },
        part,
      );
    }),
});
