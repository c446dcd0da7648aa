import { creditCheckOf, type Deal } from '../../../finance/creditCheck.ts';
import { exposureOf, figuresOf } from '../../../finance/figures.ts';
import { sum } from '../../../finance/money.ts';
import { verdictOf } from '../../../finance/verdict.ts';
import type { CustomerDetail } from '../../api/customer.ts';
import type { TenantTransaction } from '../../server/database/database.ts';
import { pageUrl } from '../pageUrl.ts';
import type { CustomerFilter, SourceCompany, SourceCustomer, SourceDetail } from '../source.ts';
import { readContacts } from './contacts.ts';
import { readCreditGroup } from './creditGroup.ts';
import { readDealOrders, readLatestRate } from './deals.ts';
import { documentReaders } from './documents.ts';
import { readLedgers } from './ledger.ts';

/** Documents of each kind that come with a customer; more are had in pages. */
const NEWEST = { after: null, limit: 200 };

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
  transaction: TenantTransaction,
  tenant: string,
  company: SourceCompany,
  customer: SourceCustomer,
  { asOf, visibleTo, deal }: DetailQuery,
  pages: string | null,
): Promise<SourceDetail> => {
  const { id } = customer;
  const group = await readCreditGroup(transaction, tenant, id, visibleTo);
  const others = (group?.members ?? []).filter((member) => member !== id);
  const ledgerOf = await readLedgers(transaction, tenant, [id, ...others]);
  const ledger = ledgerOf(id);
  const otherExposures = others.map((member) => exposureOf(ledgerOf(member), company.currency));
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

  const context = { transaction, tenant, id, ledger, asOf };
  const invoices = await documentReaders.invoices(context, NEWEST);
  const orders = await documentReaders.orders(context, NEWEST);
  const payments = await documentReaders.payments(context, NEWEST);
  const quotes = await documentReaders.quotes(context, NEWEST);
  const contacts = await readContacts(transaction, tenant, id);

  return {
    ...customer,
    source: sourceOf(pages, id),
    figures,
    verdict: verdictOf(ledger, { figures, creditHold: customer.creditHold, graceDays: company.graceDays }),
    sharedLimit,
    creditCheck,
    invoices: [...invoices.rows],
    orders: [...orders.rows],
    payments: [...payments.rows],
    quotes: [...quotes.rows],
    contacts: contacts.slice(0, NEWEST.limit),
    cursors: {
      invoices: invoices.next,
      orders: orders.next,
      payments: payments.next,
      quotes: quotes.next,
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
