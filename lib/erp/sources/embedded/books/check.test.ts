// Long because one mistake per line: the checks of the books are a list, and so are their tests.
import { describe, expect, test } from 'vitest';
import golden from '../../../../../test/fixtures/golden/books.json' with { type: 'json' };
import { parseBooks } from './check.ts';
import type { Books } from './format.ts';
import { BooksError } from './problem.ts';

type Row = Record<string, unknown>;
type Draft = { [section: string]: Row[] } & { company: Row; format: unknown };

const company = { name: 'Testwerk', currency: 'EUR', fiscalYearStart: '01-01', timeZone: 'Europe/Berlin' };
const booked = { date: '2026-10-01', currency: 'EUR', bookedRate: '1' };
const invoice = (over: Row = {}): Row => ({
  ...booked,
  id: 'I1',
  customer: 'C1',
  type: 'invoice',
  state: 'posted',
  net: 100,
  tax: 19,
  instalments: [{ due: '2026-10-31', amount: 119 }],
  ...over,
});
const creditNote = (over: Row = {}): Row => ({
  ...booked,
  id: 'K1',
  customer: 'C1',
  type: 'creditNote',
  state: 'posted',
  net: 50,
  tax: 0,
  allocations: [],
  ...over,
});
const payment = (over: Row = {}): Row => ({
  ...booked,
  id: 'P1',
  customer: 'C1',
  amount: 119,
  allocations: [{ invoice: 'I1', instalment: 0, amount: 119 }],
  ...over,
});
const order = (over: Row = {}): Row => ({
  ...booked,
  id: 'S1',
  customer: 'C1',
  state: 'confirmed',
  lines: [],
  ...over,
});
const opportunity = (more: object = {}) => ({
  id: 'O1',
  customer: 'C1',
  name: 'A renewal',
  amount: 100,
  currency: 'EUR',
  forecastDate: '2026-12-01',
  stage: 'Proposal',
  probability: 50,
  status: 'open',
  ...more,
});
const customer = (id: string, over: Row = {}): Row => ({
  id,
  name: `Customer ${id}`,
  currency: 'EUR',
  creditLimit: null,
  creditHold: false,
  ...over,
});
const line = (over: Row = {}): Row => ({ quantity: '1', unitPrice: 100, taxRate: '0', ...over });

const sound = (over: Row = {}): unknown => ({
  format: 'ledgerside-books/1',
  company,
  customers: [customer('C1'), customer('C2')],
  invoices: [invoice()],
  payments: [payment()],
  orders: [order()],
  ...over,
});

const problemsOf = (input: unknown): string[] => {
  try {
    parseBooks(input);
  } catch (error) {
    if (error instanceof BooksError)
      return error.problems.map(({ place, message }) => `${place}: ${message}`);
    throw error;
  }
  return [];
};

test('the golden books pass unchanged', () => {
  expect(parseBooks(golden)).toEqual(golden);
});

describe('legal but unusual books pass', () => {
  const unusual: Record<string, Row> = {
    'nobody at all': { customers: [], invoices: [], payments: [], orders: [] },
    'a time zone without a city': { company: { ...company, timeZone: 'UTC' } },
    'a fiscal year that starts on a leap day': { company: { ...company, fiscalYearStart: '02-29' } },
    'an invoice of nothing': {
      invoices: [invoice({ net: 0, tax: 0, instalments: [{ due: '2026-10-01', amount: 0 }] })],
      payments: [],
    },
    'a correction: an invoice below zero': {
      invoices: [invoice({ net: -100, tax: -19, instalments: [{ due: '2026-10-01', amount: -119 }] })],
      payments: [],
    },
    'a refund: a payment below zero': { payments: [payment({ amount: -500, allocations: [] })] },
    'a payment that bounced: one below zero takes back what the first had settled': {
      payments: [
        payment(),
        payment({
          id: 'P2',
          amount: -119,
          allocations: [{ invoice: 'I1', instalment: 0, amount: -119 }],
        }),
      ],
    },
    'a discount that settles without money': {
      payments: [
        payment({ amount: 0, allocations: [{ invoice: 'I1', instalment: 0, amount: 0, discount: 119 }] }),
      ],
    },
    'a payment set against an invoice below zero and another': {
      invoices: [
        invoice(),
        invoice({ id: 'I2', net: -19, tax: 0, instalments: [{ due: '2026-10-01', amount: -19 }] }),
      ],
      payments: [
        payment({
          amount: 100,
          allocations: [
            { invoice: 'I1', instalment: 0, amount: 119 },
            { invoice: 'I2', instalment: 0, amount: -19 },
          ],
        }),
      ],
    },
    'five currencies on one customer': {
      invoices: ['USD', 'JPY', 'KWD', 'GBP', 'CHF'].map((currency, index) =>
        invoice({ id: `I${index}`, currency, bookedRate: '1.0' }),
      ),
      payments: [],
    },
    'more invoiced than ordered': { orders: [order({ lines: [line({ invoicedQuantity: '3' })] })] },
    'a payment on an invoice that was cancelled': { invoices: [invoice({ state: 'cancelled' })] },
    'a draft credit note beyond what is open': {
      invoices: [
        invoice(),
        creditNote({ state: 'draft', allocations: [{ invoice: 'I1', instalment: 0, amount: 50 }] }),
      ],
    },
    'an invoice of nothing with nothing to pay': {
      invoices: [invoice({ net: 0, tax: 0, instalments: [] })],
      payments: [],
    },
    'a draft that is only begun': {
      invoices: [invoice({ state: 'draft', net: 0, tax: 0, instalments: [] })],
      payments: [],
    },
    'drafts and cancelled ones whose amounts do not agree yet, or no more': {
      invoices: [
        invoice(),
        invoice({ id: 'I2', state: 'draft', instalments: [] }),
        invoice({ id: 'I3', state: 'cancelled', instalments: [{ due: '2026-10-31', amount: -7 }] }),
        invoice({
          id: 'I4',
          state: 'draft',
          instalments: [{ due: '2026-10-31', amount: 119, writtenOff: 200 }],
        }),
        creditNote({ state: 'draft', net: -50 }),
        creditNote({
          id: 'K2',
          state: 'draft',
          net: 0,
          allocations: [{ invoice: 'I1', instalment: 0, amount: 50 }],
        }),
      ],
    },
    'the same number on an invoice and a payment': { payments: [payment({ id: 'I1' })] },
    'product codes without a list of products': {
      orders: [order({ lines: [line({ invoicedQuantity: '0', product: 'ANY' })] })],
    },
  };
  test.each(Object.entries(unusual))('%s', (_, over) => {
    expect(problemsOf(sound(over))).toEqual([]);
  });
});

describe('each mistake is told at its place, in words', () => {
  const mistakes: Record<string, readonly [Row, readonly string[]]> = {
    'an unknown time zone': [
      { company: { ...company, timeZone: 'Mars/Olympus' } },
      ['company, timeZone: "Mars/Olympus" is not a time zone. Use a name such as "Europe/Berlin".'],
    ],
    'a fiscal year that starts on no day': [
      { company: { ...company, fiscalYearStart: '02-30' } },
      ['company, fiscalYearStart: "02-30" is not a day of the year. Use month and day, such as "04-01".'],
    ],
    'a number used twice': [
      { customers: [customer('C1'), customer('C1')] },
      ['Customer C1: This number is used more than once.'],
    ],
    'an opportunity told twice': [
      { opportunities: [opportunity(), opportunity()] },
      ['Opportunity O1: This number is used more than once.'],
    ],
    'an invoice and a credit note under one number': [
      { invoices: [invoice(), creditNote({ id: 'I1' })] },
      ['Invoice or credit note I1: This number is used more than once.'],
    ],
    'rows of nobody': [
      {
        invoices: [invoice({ customer: 'X' })],
        payments: [payment({ customer: 'X' })],
        orders: [order({ customer: 'X' })],
        contacts: [{ id: 'K', customer: 'X', name: 'Ada' }],
        quotes: [{ ...booked, id: 'Q', customer: 'X', state: 'sent', lines: [] }],
        opportunities: [opportunity({ customer: 'X' })],
      },
      ['Invoice I1', 'Payment P1', 'Order S1', 'Quote Q', 'Contact K', 'Opportunity O1'].map(
        (place) => `${place}: There is no customer X in these books.`,
      ),
    ],
    'references to nothing': [
      {
        customers: [customer('C1', { parent: 'X' })],
        invoices: [invoice({ order: 'X' })],
        orders: [order({ quote: 'X', lines: [line({ invoicedQuantity: '0', product: 'X' })] })],
        products: [],
      },
      [
        'Customer C1: There is no parent customer X in these books.',
        'Invoice I1: There is no order X in these books.',
        'Order S1: There is no quote X in these books.',
        'Order S1, 1st line: There is no product X in these books.',
      ],
    ],
    'parents in a circle': [
      {
        customers: [
          customer('C1', { parent: 'C2' }),
          customer('C2', { parent: 'C1' }),
          customer('C3', { parent: 'C1' }),
        ],
      },
      [
        'Customer C1: It is its own parent: C1 → C2 → C1.',
        'Customer C2: It is its own parent: C2 → C1 → C2.',
      ],
    ],
    'a credit limit below zero': [
      { customers: [customer('C1', { creditLimit: -1 })] },
      ['Customer C1: A credit limit is 0 or more; leave it empty (null) where none is set.'],
    ],
    'a shared limit without a parent': [
      { customers: [customer('C1', { sharesParentLimit: true })] },
      ["Customer C1: It shares its parent's credit limit but names no parent."],
    ],
    'instalments that do not come to the total': [
      { invoices: [invoice({ instalments: [{ due: '2026-10-31', amount: 118 }] })], payments: [] },
      ['Invoice I1: Its instalments come to 118, but net 100 + tax 19 is 119.'],
    ],
    'a posted invoice that asks for nothing of its total': [
      { invoices: [invoice({ instalments: [] })], payments: [] },
      ['Invoice I1: Its instalments come to 0, but net 100 + tax 19 is 119.'],
    ],
    'characters that no database can hold': [
      {
        company: { ...company, name: 'Test\u0000werk' },
        customers: [
          customer('C1', { name: 'Acme\u0000', city: 'Kiel\ud83d' }),
          customer('C\u0000', { name: 'Acme' }),
        ],
        orders: [order({ lines: [line({ invoicedQuantity: '0', description: '\udc00' })] })],
      },
      [
        'company, name',
        'Customer C1, name',
        'Customer C1, city',
        'The 2nd entry of "customers", id',
        'Order S1, lines, 1st, description',
      ].map(
        (place) =>
          `${place}: This text holds a character that cannot be stored (U+0000, or half of a surrogate pair). Type the text anew.`,
      ),
    ],
    'an instalment that runs against its invoice': [
      {
        invoices: [
          invoice({
            instalments: [
              { due: '2026-10-31', amount: 120 },
              { due: '2026-11-30', amount: -1 },
            ],
          }),
        ],
        payments: [],
      },
      ["Invoice I1, 2nd instalment: Its amount -1 runs against the invoice's total of 119."],
    ],
    'more written off than there is': [
      {
        invoices: [invoice({ instalments: [{ due: '2026-10-31', amount: 119, writtenOff: 120 }] })],
        payments: [],
      },
      [
        'Invoice I1, 1st instalment: 120 is settled (payments, credit notes, discounts, written off) of an amount of 119.',
      ],
    ],
    'a write-off that raises what is owed': [
      {
        invoices: [invoice({ instalments: [{ due: '2026-10-31', amount: 119, writtenOff: -1 }] })],
        payments: [],
      },
      [
        'Invoice I1, 1st instalment: -1 is settled (payments, credit notes, discounts, written off) of an amount of 119.',
      ],
    ],
    'a credit note below zero': [
      { invoices: [invoice(), creditNote({ net: -50 })] },
      ['Credit note K1: A credit note of -50 is an invoice: enter it as one.'],
    ],
    'exchange rates that are none': [
      { invoices: [invoice({ bookedRate: '0.00' })], payments: [], orders: [order({ bookedRate: '-1' })] },
      [
        'Invoice I1: An exchange rate is more than 0, not 0.00.',
        'Order S1: An exchange rate is more than 0, not -1.',
      ],
    ],
    'an allocation to nothing': [
      { payments: [payment({ allocations: [{ invoice: 'X', instalment: 0, amount: 1 }] })] },
      ['Payment P1: It is set against invoice X, which is not in these books.'],
    ],
    'an allocation to an instalment that does not exist': [
      { payments: [payment({ allocations: [{ invoice: 'I1', instalment: 2, amount: 1 }] })] },
      [
        'Payment P1: It is set against the 3rd instalment of invoice I1, which has 1 (the file counts from 0).',
      ],
    ],
    'an allocation across customers': [
      { payments: [payment({ customer: 'C2' })] },
      ['Payment P1: It belongs to customer C2 but is set against invoice I1 of customer C1.'],
    ],
    'an allocation across currencies': [
      { payments: [payment({ currency: 'USD' })] },
      ['Payment P1: It is in USD but is set against invoice I1 in EUR.'],
    ],
    'an allocation that raises what is owed': [
      { payments: [payment({ allocations: [{ invoice: 'I1', instalment: 0, amount: -1 }] })] },
      [
        'Payment P1: It is set against invoices with -1 in all, but its amount is 119.',
        'Invoice I1, 1st instalment: -1 is settled (payments, credit notes, discounts, written off) of an amount of 119.',
      ],
    ],
    'more allocated than paid': [
      { payments: [payment({ amount: 100 })] },
      ['Payment P1: It is set against invoices with 119 in all, but its amount is 100.'],
    ],
    'an instalment settled beyond its amount': [
      { invoices: [invoice(), creditNote({ allocations: [{ invoice: 'I1', instalment: 0, amount: 50 }] })] },
      [
        'Invoice I1, 1st instalment: 169 is settled (payments, credit notes, discounts, written off) of an amount of 119.',
      ],
    ],
    'an amount no balance can hold': [
      {
        invoices: [
          invoice({
            net: Number.MAX_SAFE_INTEGER,
            tax: 0,
            bookedRate: '10',
            currency: 'USD',
            instalments: [{ due: '2026-10-31', amount: Number.MAX_SAFE_INTEGER }],
          }),
        ],
        payments: [],
      },
      [
        'Customer C1: The amount 90071992547409910 is beyond what can be told to the minor unit (±9007199254740991). Look for a slipped decimal in the documents.',
      ],
    ],
  };
  test.each(Object.entries(mistakes))('%s', (_, [over, problems]) => {
    expect(problemsOf(sound(over))).toEqual(problems);
  });
});

describe('what is wrong with the shape is told at its document', () => {
  test('fractions, unknown entries, missing ids and a foreign format', () => {
    const input = {
      ...(sound({
        invoices: [invoice({ instalments: [{ due: '2026-10-31', amount: 1.19 }] })],
        payments: [payment({ colour: 'red' })],
        customers: [customer('C1'), customer('', { currency: 'Euro' })],
      }) as Draft),
      format: 'other/1',
    };
    expect(problemsOf(input)).toEqual([
      'format: "ledgerside-books/1" is needed here.',
      'The 2nd entry of "customers", id: This must not be empty.',
      'The 2nd entry of "customers", currency: A currency is three capital letters, as in ISO 4217.',
      'Invoice I1, instalments, 1st, amount: An amount is a whole number of minor units (cents), without decimals.',
      'Payment P1: The format does not know "colour".',
    ]);
  });

  test('everything else that a shape can get wrong, without a word of the schema library', () => {
    const long = `Customer ${'C'.repeat(65)}`;
    const problems = problemsOf({
      company: { ...company, name: '', fiscalYearStart: 'April', timeZone: 7, graceDays: 900 },
      customers: [customer('C'.repeat(65), { creditHold: 'no', country: 'DEU', creditLimit: '9' })],
      invoices: [{ type: 'invoic' }, 7],
      payments: [
        payment({
          date: '2026-02-30',
          amount: undefined,
          allocations: [{ invoice: 'I1', instalment: 0.5, amount: 1e300 }],
        }),
      ],
      orders: {},
      format: 'ledgerside-books/1',
    });
    expect(problems).toEqual([
      'company, name: This must not be empty.',
      'company, fiscalYearStart: Month and day are needed, such as "04-01".',
      'company, timeZone: Text is needed here.',
      'company, graceDays: It must be at most 365.',
      `${long}, id: No more than 64 characters fit here.`,
      `${long}, creditLimit: An amount is a whole number of minor units (cents), without decimals.`,
      `${long}, creditHold: Either true or false is needed here.`,
      `${long}, country: Exactly 2 characters are needed.`,
      'The 1st entry of "invoices", type: One of "invoice", "creditNote" is needed.',
      'The 2nd entry of "invoices": A group of named entries is needed here.',
      'Payment P1, date: A day of the calendar such as 2026-11-20 is needed here.',
      'Payment P1, amount: This is missing.',
      'Payment P1, allocations, 1st, instalment: A whole number, without decimals, is needed here.',
      'Payment P1, allocations, 1st, amount: It must be at most 9007199254740991.',
      'orders: A list is needed here.',
    ]);
    expect(problems.join('\n')).not.toMatch(/Invalid|expected|received|Too (small|big)/);
  });

  test.each([null, undefined, 7, 'books', []])('%j is not books', (input) => {
    expect(problemsOf(input)).toHaveLength(1);
  });
});

test('a file full of mistakes is told in twenty lines, with all of them in the error', () => {
  const customers = Array.from({ length: 30 }, (_, index) => customer(`C${index}`, { creditLimit: -1 }));
  const attempt = () => parseBooks(sound({ customers, invoices: [], payments: [], orders: [] }));
  expect(attempt).toThrow(BooksError);
  expect(attempt).toThrow(/30 to correct/);
  expect(attempt).toThrow(/and 10 more\.$/);
});

test('what passes is typed as books', () => {
  const books: Books = parseBooks(sound());
  expect(books.customers.map(({ id }) => id)).toEqual(['C1', 'C2']);
});
