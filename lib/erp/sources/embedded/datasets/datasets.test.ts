import { describe, expect, test } from 'vitest';
import { figuresOf } from '../../../../finance/figures.ts';
import { verdictOf } from '../../../../finance/verdict.ts';
import { parseBooks } from '../books/check.ts';
import { documentsByCustomer } from '../books/documentsOf.ts';
import type { Books } from '../books/format.ts';
import { datasets } from './datasets.ts';

const asOf = '2026-11-20';
const customersIn = { minimal: 5, standard: 50, large: 500, edge: 25, demo: 100 };
const opportunitiesIn = { minimal: 3, standard: 20, large: 100, edge: 0, demo: 50 };

const figuresIn = (books: Books) => {
  const documents = documentsByCustomer(books);
  return books.customers.flatMap(({ id, creditLimit, creditHold }) => {
    const own = documents.get(id);
    if (own === undefined) return [];
    const figures = figuresOf(own, { company: books.company, asOf: books.asOf ?? asOf, creditLimit });
    return {
      id,
      figures,
      verdict: verdictOf(own, { figures, creditHold, graceDays: books.company.graceDays }),
    };
  });
};

test('every data set is known here by its number of customers', () => {
  expect(Object.keys(datasets)).toEqual(Object.keys(customersIn));
});

describe.each(Object.entries(datasets))('%s', (name, dataset) => {
  const books = dataset.make({ seed: 1, asOf });

  test('says what it is, in one line', () => {
    expect(dataset.describe).toMatch(/^.{20,120}\.$/);
  });

  test('has the number of customers it promises, each with a name of its own', () => {
    expect(books.customers).toHaveLength(customersIn[name as keyof typeof customersIn]);
    expect(new Set(books.customers.map((each) => each.name)).size).toBe(books.customers.length);
  });

  test('has the opportunities it promises: what is open lies ahead, what is closed behind', () => {
    const opportunities = books.opportunities ?? [];
    expect(opportunities).toHaveLength(opportunitiesIn[name as keyof typeof opportunitiesIn]);
    for (const { forecastDate, status } of opportunities)
      expect(forecastDate > asOf, `${status}, ${forecastDate}`).toBe(status === 'open');
  });

  test('passes the check that every import passes: nothing orphaned, nothing beyond its amount', () => {
    expect(parseBooks(JSON.parse(JSON.stringify(books)))).toEqual(books);
  });

  test('is the same for the same seed and different for another', () => {
    expect(dataset.make({ seed: 1, asOf })).toEqual(books);
    expect(dataset.make({ seed: 2, asOf })).not.toEqual(books);
  });

  test.each([asOf, '2024-02-29', '2027-01-01'])('has money in every aging bucket as of %s', (date) => {
    const figures = figuresIn(dataset.make({ seed: 7, asOf: date })).map((each) => each.figures.company);
    for (const bucket of ['current', 'd1_30', 'd31_60', 'd61_90', 'd90plus'] as const) {
      expect(figures.some((company) => company[bucket] > 0)).toBe(true);
    }
  });

  test('has no document from after its date, so that it looks like books of that day', () => {
    const dates = [...books.invoices, ...books.payments, ...books.orders, ...(books.quotes ?? [])].map(
      ({ date }) => date,
    );
    expect(dates.filter((date) => date > asOf)).toEqual([]);
  });

  test('shows all three verdicts', () => {
    const levels = new Set(figuresIn(books).map(({ verdict }) => verdict.level));
    expect([...levels].sort()).toEqual(['ok', 'stop', 'watch']);
  });
});

describe('demo', () => {
  const books = datasets.demo.make({ seed: 1, asOf });

  test('has something of everything a panel can show', () => {
    const invoices = books.invoices.filter((row) => row.type === 'invoice');
    const kinds = {
      children: books.customers.filter(({ parent }) => parent != null),
      sharedLimits: books.customers.filter(({ sharesParentLimit }) => sharesParentLimit),
      contacts: books.contacts ?? [],
      products: books.products ?? [],
      quotes: books.quotes ?? [],
      shipments: books.orders.filter(({ shipments }) => (shipments ?? []).length > 0),
      openOrders: books.orders.filter(({ state }) => state === 'confirmed'),
      taxed: invoices.filter(({ taxes }) => (taxes ?? []).some(({ amount }) => amount > 0)),
      instalments: invoices.filter(({ instalments }) => instalments.length > 1),
      drafts: invoices.filter(({ state }) => state === 'draft'),
      disputed: invoices.filter(({ disputed }) => disputed),
      creditNotes: books.invoices.filter(({ type }) => type === 'creditNote'),
      unallocated: books.payments.filter(({ allocations }) => allocations.length === 0),
      held: books.customers.filter(({ creditHold }) => creditHold),
      unlimited: books.customers.filter(({ creditLimit }) => creditLimit === null),
    };
    expect(Object.entries(kinds).filter(([, rows]) => rows.length === 0)).toEqual([]);
    expect(new Set(books.invoices.map(({ currency }) => currency)).size).toBeGreaterThanOrEqual(5);
  });

  test('has opportunities over all stages', () => {
    const stages = (books.opportunities ?? []).map(({ stage }) => stage);
    expect(new Set(stages).size).toBe(6);
  });

  test('every contact writes from its company’s domain, and none of them can be anybody’s', () => {
    const domains = new Map(books.customers.map(({ id, email }) => [id, email?.split('@')[1]]));
    for (const { customer, email } of books.contacts ?? []) {
      expect(email?.split('@')[1]).toBe(domains.get(customer));
      expect(email).toMatch(/\.example$/);
    }
  });
});

describe('edge', () => {
  const books = datasets.edge.make({ seed: 1, asOf });
  const figures = figuresIn(books);
  const of = (name: string) => {
    const id = books.customers.find((each) => each.name === name)?.id;
    const found = figures.find((each) => each.id === id);
    if (found === undefined) throw new Error(`no customer ${name}`);
    return found;
  };

  test('a customer with five currencies, one with nothing, one with a limit of nothing', () => {
    expect(Object.keys(of('Five Purses Trading Ltd').figures.perCurrency)).toEqual([
      'CHF',
      'EUR',
      'JPY',
      'KWD',
      'USD',
    ]);
    expect(of('Leere Blätter GmbH').figures.perCurrency).toEqual({});
    expect(of('Null Kredit KG').figures.company).toMatchObject({ creditLimit: 0, availableCredit: 0 });
  });

  test('a negative balance, amounts of twelve digits, a name of sixty characters', () => {
    expect(of('Prepaid Plus SARL').figures.company.arBalance).toBe(-476_200);
    expect(String(of('Milliardenbau SE').figures.company.arBalance)).toHaveLength(12);
    expect(Math.max(...books.customers.map(({ name }) => name.length))).toBe(60);
  });

  test('a hold stops, a dispute is watched or worse', () => {
    expect(of('On Hold Spedition GmbH').verdict.reasons[0]).toEqual({ code: 'creditHold' });
    expect(of('Streitfall Optik GmbH').verdict.reasons.map(({ code }) => code)).toContain('disputed');
  });

  test('only orders with something left count as open', () => {
    expect(of('Order Book SpA').figures.company.openOrders).toEqual({ count: 1, uninvoiced: 89_165 });
  });
});
