import type { TestPostgres } from '../../setup/postgres.ts';

/** Books of a size: so many invoices, ten for each customer, and one customer with documents of its own number. */
export interface BooksSize {
  readonly invoices: number;
  /** Invoices of `LARGE_CUSTOMER`, which come on top; 0 = there is no such customer. */
  readonly large: number;
}

export const TENANT = 'default';
const AS_OF = '2026-11-20';
const PER_CUSTOMER = 10;
export const LARGE_CUSTOMER = 'C-large';

export const customersOf = ({ invoices }: BooksSize): number => invoices / PER_CUSTOMER;
export const customerAt = (index: number): string => `C${index + 1}`;

/**
 * Written by the database itself: a million invoices through the importer would take an hour. Every invoice has two lines, a tax and
 * an instalment; seven in ten are paid, one half; one in twenty is a credit note. Dates reach back two years.
 */
const documents = (customer: string, first: number, last: number): string[] => {
  const n = `generate_series(${first}::bigint, ${last}::bigint) as n`;
  const date = `(date '${AS_OF}' - (n * 37 % 730)::int)`;
  const net = '(10000 + n * 7919 % 900000)';
  const isCredit = '(n % 20 = 19)';
  return [
    `insert into invoices (tenant, id, customer, date, currency, booked_rate, type, state, net, tax, disputed, "order")
     select '${TENANT}', 'I' || n, ${customer}, ${date}, 'EUR', 1, case when ${isCredit} then 'creditNote' else 'invoice' end,
       'posted', ${net}, ${net} / 5, n % 97 = 0, case when n % 3 = 0 then 'O' || n end from ${n}`,
    `insert into instalments (tenant, customer, document, position, due, amount, written_off)
     select '${TENANT}', ${customer}, 'I' || n, 0, ${date} + 30, ${net} + ${net} / 5, 0 from ${n} where not ${isCredit}`,
    `insert into invoice_lines (tenant, customer, document, position, description, product, quantity, unit_price, tax_rate)
     select '${TENANT}', ${customer}, 'I' || n, p, 'Hydraulic hose ' || n % 50, 'P' || n % 50, 1 + n % 5, ${net} / 2, 20
     from ${n}, generate_series(0, 1) as p`,
    `insert into invoice_taxes (tenant, customer, document, position, name, rate, base, amount)
     select '${TENANT}', ${customer}, 'I' || n, 0, 'VAT 20 %', 20, ${net}, ${net} / 5 from ${n}`,
    `insert into credit_allocations (tenant, customer, document, position, invoice, instalment, amount)
     select '${TENANT}', ${customer}, 'I' || n, 0, 'I' || n - 1, 0, 5000 from ${n} where ${isCredit}`,
    `insert into payments (tenant, id, customer, date, currency, booked_rate, amount, reference)
     select '${TENANT}', 'P' || n, ${customer}, ${date} + 25, 'EUR', 1, (${net} + ${net} / 5) / (1 + n % 2), 'REF ' || n
     from ${n} where n % 10 < 7 and not ${isCredit}`,
    `insert into payment_allocations (tenant, customer, document, position, invoice, instalment, amount, discount)
     select '${TENANT}', ${customer}, 'P' || n, 0, 'I' || n, 0, (${net} + ${net} / 5) / (1 + n % 2), 0
     from ${n} where n % 10 < 7 and not ${isCredit}`,
    `insert into orders (tenant, id, customer, date, currency, booked_rate, state, quote)
     select '${TENANT}', 'O' || n, ${customer}, ${date} - 10, 'EUR', 1, case when n % 4 = 0 then 'confirmed' else 'closed' end, null
     from ${n} where n % 3 = 0`,
    `insert into order_lines (tenant, customer, document, position, description, product, quantity, unit_price, tax_rate, invoiced_quantity)
     select '${TENANT}', ${customer}, 'O' || n, p, null, 'P' || n % 50, 4, ${net} / 8, 20, 2 from ${n}, generate_series(0, 1) as p
     where n % 3 = 0`,
  ];
};

const customer = (id: string, from: string) =>
  `insert into customers (tenant, id, name, sort_name, search_text, currency, credit_limit, credit_hold, parent, shares_parent_limit,
     website, email, phone, city, country, industry, owner, team)
   select '${TENANT}', ${id}, 'Company ' || ${id}, 'company', 'company', 'EUR', 50000000, false, null, false,
     'https://company.example', null, '+49 30 1234567', 'Berlin', 'DE', 'Machinery', 'ann', 'north' ${from}`;

/** Fills a migrated, empty database as its superuser, analysed as autovacuum would leave it. */
export const fillBooks = async (postgres: TestPostgres, database: string, size: BooksSize): Promise<void> => {
  const { invoices, large } = size;
  const count = customersOf(size);
  const statements = [
    // Every row is consistent by construction; checking each foreign key would take most of the time.
    'set session_replication_role = replica',
    'set synchronous_commit = off',
    `insert into companies (tenant, name, currency, fiscal_year_start, time_zone, grace_days, as_of)
     values ('${TENANT}', 'Bench', 'EUR', '01-01', 'Europe/Berlin', null, '${AS_OF}')`,
    customer(`'C' || c`, `from generate_series(1, ${count}) as c`),
    `insert into contacts (tenant, id, customer, name, role, email, phone)
     select '${TENANT}', 'K' || c || '-' || k, 'C' || c, 'Person ' || k, 'Buyer', 'person@company.example', null
     from generate_series(1, ${count}) as c, generate_series(1, 2) as k`,
    ...documents(`'C' || ((n - 1) / ${PER_CUSTOMER} + 1)`, 1, invoices),
    ...(large === 0
      ? []
      : [
          customer(`'${LARGE_CUSTOMER}'`, ''),
          ...documents(`'${LARGE_CUSTOMER}'`, invoices + 1, invoices + large),
        ]),
    'vacuum analyze',
  ];
  await postgres.script(database, statements);
};
