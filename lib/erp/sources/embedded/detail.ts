import { creditCheckOf, type Deal } from '../../../finance/creditCheck.ts';
import { exposureOf, figuresOf } from '../../../finance/figures.ts';
import { sum } from '../../../finance/money.ts';
import { verdictOf } from '../../../finance/verdict.ts';
import type { CustomerDetail } from '../../api/customer.ts';
import { pageUrl } from '../../api/pageUrl.ts';
import type { ReadTransaction } from '../../server/database/database.ts';
import type { CustomerFilter, SourceDetail } from '../source.ts';
import { afterContact } from './contactList.ts';
import { readDealOrders, readLatestRate } from './deals.ts';
import { documentReaders } from './documents.ts';
import { type Known, NEWEST } from './known.ts';
import { readLedgers } from './ledger.ts';

const FIRST_PAGE = { after: null, limit: NEWEST };

/** `pages`: where an ERP's own pages are, or null; see `pageUrl.ts`. */
const sourceOf = (pages: string | null, customer: string): CustomerDetail['source'] => ({
  name: 'embedded',
  label: 'Embedded ERP',
  url: pages === null ? null : pageUrl(pages, 'customer', customer),
  documentUrl: pages,
});

interface DetailQuery {
  readonly asOf: string;
  readonly visibleTo: CustomerFilter['visibleTo'];
  readonly deal: Deal | null;
}

/** Everything about one customer on a date. The credit group's other members are read for what they draw on a shared limit. */
export const readDetail = async (
  transaction: ReadTransaction,
  tenant: string,
  { company, customer, group, ledger, lines, contacts }: Known,
  { asOf, visibleTo, deal }: DetailQuery,
  pages: string | null,
): Promise<SourceDetail> => {
  const { id } = customer;
  const others = (group?.members ?? []).filter((member) => member !== id);
  const context = { transaction, tenant, id, ledger, lines, asOf };
  const [otherExposures, invoices, orders, payments, quotes] = await Promise.all([
    exposuresOf(transaction, tenant, others, company.currency),
    documentReaders.invoices(context, FIRST_PAGE),
    documentReaders.orders(context, FIRST_PAGE),
    documentReaders.payments(context, FIRST_PAGE),
    documentReaders.quotes(context, FIRST_PAGE),
  ]);
  const figures = figuresOf(ledger, {
    company,
    asOf,
    creditLimit: group === null ? customer.creditLimit : group.creditLimit,
    otherExposures,
  });
  const sharedLimit =
    group === null || others.length === 0
      ? null
      : {
          holder: group.holderSeen,
          others: others.length,
          otherExposure: sum(otherExposures),
          seen: others.flatMap((member, index) => {
            const found = group.seen.find((each) => each.id === member);
            const exposure = otherExposures[index];
            return found === undefined || exposure === undefined ? [] : { ...found, exposure };
          }),
        };
  const creditCheck =
    deal === null
      ? null
      : creditCheckOf(ledger, {
          figures,
          creditHold: customer.creditHold,
          sharedLimit,
          deal,
          orders: await readDealOrders(transaction, tenant, deal.opportunity, visibleTo),
          rate:
            deal.currency === null || deal.currency === company.currency
              ? null
              : await readLatestRate(transaction, tenant, deal.currency, asOf),
        });

  return {
    ...customer,
    source: sourceOf(pages, id),
    figures,
    verdict: verdictOf(ledger, {
      figures,
      creditHold: customer.creditHold,
      graceDays: company.graceDays,
      creditCheck,
    }),
    sharedLimit,
    creditCheck,
    invoices: [...invoices.rows],
    orders: [...orders.rows],
    payments: [...payments.rows],
    quotes: [...quotes.rows],
    contacts: contacts.slice(0, NEWEST),
    cursors: {
      invoices: invoices.next,
      orders: orders.next,
      payments: payments.next,
      quotes: quotes.next,
      contacts: contacts.length > NEWEST ? afterContact(contacts[NEWEST - 1]) : null,
    },
    counts: {
      invoices: invoices.count,
      orders: orders.count,
      payments: payments.count,
      quotes: quotes.count,
      contacts: contacts.length,
    },
  };
};

const exposuresOf = async (
  transaction: ReadTransaction,
  tenant: string,
  customers: readonly string[],
  companyCurrency: string,
): Promise<number[]> => {
  if (customers.length === 0) return [];
  const ledgerOf = await readLedgers(transaction, tenant, customers);
  return customers.map((customer) => exposureOf(ledgerOf(customer), companyCurrency));
};
