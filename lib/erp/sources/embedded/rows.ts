import { keysOfCustomer } from '../../../matching/keys.ts';
import type { CustomerId } from '../../api/primitives.ts';
import type { bookTables } from '../../server/database/schema/schema.ts';
import type { Books, BooksCustomer } from './books/format.ts';

/** What each table gets, by the table's own column names. */
export type BookRows = { readonly [K in keyof typeof bookTables]: (typeof bookTables)[K]['$inferInsert'][] };

const brand = (id: string) => id as CustomerId;

/** What a search looks through; a line break between the parts, so that no word matches across two of them. */
export const searchText = ({
  name,
  id,
  city,
  website,
  email,
}: Pick<BooksCustomer, 'name' | 'id' | 'city' | 'website' | 'email'>): string =>
  [name, id, city, website, email]
    .filter((part) => part !== null && part !== undefined)
    .join('\n')
    .toLowerCase();

/** The books as rows of one tenant. The as-of date is pinned where one is given. */
export const rowsOf = (tenant: string, books: Books, asOf: string | null): BookRows => {
  const { company } = books;
  const part = (customer: string, document: string, position: number) => ({
    tenant,
    customer: brand(customer),
    document,
    position,
  });
  const partsOf = <D extends { readonly id: string; readonly customer: string }, P extends object>(
    documents: readonly D[],
    parts: (document: D) => readonly P[] | undefined,
  ) =>
    documents.flatMap((document) =>
      (parts(document) ?? []).map((each, position) => ({
        ...each,
        ...part(document.customer, document.id, position),
      })),
    );
  const invoices = books.invoices.filter((document) => document.type === 'invoice');
  const creditNotes = books.invoices.filter((document) => document.type === 'creditNote');
  const quotes = books.quotes ?? [];

  return {
    companies: [
      {
        tenant,
        name: company.name,
        currency: company.currency,
        fiscalYearStart: company.fiscalYearStart,
        timeZone: company.timeZone,
        graceDays: company.graceDays ?? null,
        asOf,
      },
    ],
    customers: books.customers.map((customer) => ({
      ...customer,
      tenant,
      id: brand(customer.id),
      parent: customer.parent == null ? null : brand(customer.parent),
      sharesParentLimit: customer.sharesParentLimit ?? false,
      sortName: customer.name.toLowerCase(),
      searchText: searchText(customer),
    })),
    customerKeys: books.customers.flatMap((customer) => {
      const { name, website = null, email = null, phone = null, city = null, country = null } = customer;
      const id = brand(customer.id);
      return keysOfCustomer({ id, name, website, email, phone, city, country }).map((key) => ({
        tenant,
        customer: id,
        key,
      }));
    }),
    contacts: (books.contacts ?? []).map((each) => ({ ...each, tenant, customer: brand(each.customer) })),
    products: (books.products ?? []).map((each) => ({ ...each, tenant })),
    opportunities: (books.opportunities ?? []).map((each) => ({
      ...each,
      tenant,
      customer: brand(each.customer),
    })),
    quotes: quotes.map(({ lines: _, ...each }) => ({ ...each, tenant, customer: brand(each.customer) })),
    quoteLines: partsOf(quotes, ({ lines }) => lines),
    orders: books.orders.map(({ lines: _, shipments: __, ...each }) => ({
      ...each,
      tenant,
      customer: brand(each.customer),
    })),
    orderLines: partsOf(books.orders, ({ lines }) => lines),
    shipments: partsOf(books.orders, ({ shipments }) => shipments),
    invoices: books.invoices.map(
      ({ id, customer, type, state, date, currency, bookedRate, net, tax, disputed, order }) => ({
        tenant,
        id,
        customer: brand(customer),
        type,
        state,
        date,
        currency,
        bookedRate,
        net,
        tax,
        disputed: disputed ?? false,
        order: order ?? null,
      }),
    ),
    instalments: partsOf(invoices, ({ instalments }) =>
      instalments.map((each) => ({ ...each, writtenOff: each.writtenOff ?? 0 })),
    ),
    invoiceLines: partsOf(books.invoices, ({ lines }) => lines),
    invoiceTaxes: partsOf(books.invoices, ({ taxes }) => taxes),
    creditAllocations: partsOf(creditNotes, ({ allocations }) => allocations),
    payments: books.payments.map(({ allocations: _, ...each }) => ({
      ...each,
      tenant,
      customer: brand(each.customer),
    })),
    paymentAllocations: partsOf(books.payments, ({ allocations }) =>
      allocations.map((each) => ({ ...each, discount: each.discount ?? 0 })),
    ),
  };
};
