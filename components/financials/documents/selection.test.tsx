// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type InvoiceDocument, invoicesOf } from '../../../lib/finance/documents/invoices.ts';
import { type OrderDocument, ordersOf } from '../../../lib/finance/documents/orders.ts';
import { type PaymentDocument, paymentsOf } from '../../../lib/finance/documents/payments.ts';
import booksFile from '../../../test/fixtures/golden/books.json' with { type: 'json' };
import expected from '../../../test/fixtures/golden/expected.json' with { type: 'json' };
import {
  aging,
  companyFigures,
  customerSample,
  invoiceSample,
  NO_AGING,
  orderSample,
} from '../../panel/samples/customers.ts';
import { settledLoader } from '../../panel/samples/documentLoader.ts';
import { Financials } from '../Financials.tsx';
import type { ChainDocument } from './chain.ts';
import type { DocumentLoader } from './documentLoader.ts';
import { chosenOf, TERMS, type Term } from './selection.ts';

afterEach(cleanup);

// JSON modules lose their literal types; the format itself is checked where books are imported.
const golden = booksFile as unknown as {
  readonly invoices: readonly InvoiceDocument[];
  readonly payments: readonly PaymentDocument[];
  readonly orders: readonly OrderDocument[];
};
const TERM_NAMES = Object.keys(TERMS) as readonly Term[];

const documentsOf = (id: string): readonly ChainDocument[] => {
  const own = <T extends { readonly customer: string }>(rows: readonly T[]) =>
    rows.filter(({ customer }) => customer === id);
  const invoices = own(golden.invoices);
  const payments = own(golden.payments);
  return [
    ...invoicesOf({ invoices, payments }, '2026-11-20').map(
      (document) => ({ kind: 'invoices', document }) as const,
    ),
    ...paymentsOf({ invoices, payments }).map((document) => ({ kind: 'payments', document }) as const),
    ...ordersOf(own(golden.orders), invoices).map((document) => ({ kind: 'orders', document }) as const),
  ];
};

describe('the documents of a figure', () => {
  it.each(Object.entries(expected))(
    'of %s come to it, and without one of them they do not',
    (id, figures) => {
      const customer = customerSample({ id, figures: { ...figures, asOf: '2026-11-20' } });
      const documents = documentsOf(id);
      for (const term of TERM_NAMES) {
        const chosen = chosenOf({ term, customer: id }, [customer]);
        const found = documents.filter((document) => chosen?.has(document));
        expect(chosen?.isWhole(found), `${id} ${term}`).toBe(true);
        for (const left of found)
          expect(chosen?.isWhole(found.filter((document) => document !== left)), `${id} ${term}`).toBe(false);
      }
    },
  );

  it('are those of the customer alone that was meant, or of all that are shown', () => {
    const customers = [customerSample(), customerSample({ id: 'G02' })];
    const order = customerSample({ orders: [orderSample({ customer: 'G02' })] }).orders.map(
      (document) => ({ kind: 'orders', document }) as const,
    );
    const has = (customer: string | null) =>
      order.some((document) => chosenOf({ term: 'openOrders', customer }, customers)?.has(document));
    expect([has(null), has('G02'), has('G01')]).toEqual([true, true, false]);
    expect(chosenOf({ term: 'openOrders', customer: 'G03' }, customers)).toBeNull();
  });
});

const LATE = { due: '2026-10-30', amount: 42000, writtenOff: 0, open: 42000, daysPastDue: 21 };
const customer = (over: Parameters<typeof customerSample>[0] = {}) => {
  const figures = { ...NO_AGING, current: 119000, d1_30: 42000, overdue: 42000, arBalance: 161000 };
  const { disputed: _, ...company } = figures;
  return customerSample({
    figures: {
      asOf: '2026-11-20',
      perCurrency: { EUR: aging(figures) },
      company: companyFigures({ ...company, openOrders: { count: 1, uninvoiced: 476000 } }),
    },
    invoices: [invoiceSample(), invoiceSample({ id: 'INV-2', instalments: [LATE] })],
    orders: [orderSample(), orderSample({ id: 'SO-2', state: 'closed', uninvoiced: 0 })],
    ...over,
  });
};
const show = (given = customer(), loader: DocumentLoader = settledLoader()) =>
  render(<Financials customers={[given]} loader={loader} onChoose={() => undefined} />);
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const firstCells = () =>
  within(screen.getByRole('tabpanel'))
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent);

describe('a figure that is pressed', () => {
  it('leads to exactly its documents, says what they come to, and back to all of them', () => {
    show();
    expect(firstCells()).toEqual(['INV-1', 'INV-2']);
    press('1–30 days');
    expect(firstCells()).toEqual(['INV-2']);
    const bar = screen.getByText('1 document · €420.00').closest<HTMLElement>('.selection');
    expect(bar).toBe(document.activeElement);
    expect(screen.getByRole('tab', { selected: true }).textContent).toContain('Invoices');
    press('Open orders');
    expect(firstCells()).toEqual(['SO-1']);
    press('Show all');
    expect(firstCells()).toEqual(['SO-1', 'SO-2']);
  });

  it('that is nothing leads nowhere', () => {
    show();
    expect(screen.queryByRole('button', { name: 'Over 90 days' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Disputed' })).toBeNull();
  });

  it('is forgotten when another tab is chosen', () => {
    show();
    press('1–30 days');
    fireEvent.click(screen.getByRole('tab', { name: /Orders/ }));
    fireEvent.click(screen.getByRole('tab', { name: /Invoices/ }));
    expect(firstCells()).toEqual(['INV-1', 'INV-2']);
  });
});

describe('of a list that goes on', () => {
  const part = (given: ReturnType<typeof customer>, more: () => void): DocumentLoader => ({
    part: (_, kind) => ({
      rows: [...settledLoader().part(given, kind).rows],
      isComplete: false,
      asking: false,
      failure: null,
      more,
    }),
  });

  it('nothing more is asked for once the documents come to the figure', () => {
    const more = vi.fn();
    const given = customer({
      invoices: Array.from({ length: 200 }, (_, at) =>
        invoiceSample({ id: `I${at}`, open: 0, instalments: [] }),
      ).concat(invoiceSample({ id: 'INV-2', instalments: [LATE] })),
    });
    show(given, part(given, more));
    expect(more).not.toHaveBeenCalled();
    press('1–30 days');
    expect(firstCells()).toEqual(['INV-2']);
    expect(more).not.toHaveBeenCalled();
    expect(screen.queryByText(/Loading/)).toBeNull();
  });

  it('more is asked for while they do not, until a person stops it', () => {
    const more = vi.fn();
    const given = customer({
      invoices: Array.from({ length: 200 }, (_, at) =>
        invoiceSample({ id: `I${at}`, open: 0, instalments: [] }),
      ),
    });
    show(given, part(given, more));
    expect(more).not.toHaveBeenCalled();
    press('1–30 days');
    expect(more).toHaveBeenCalledOnce();
    press('Stop');
    expect(firstCells().length).toBeGreaterThan(10);
  });
});
