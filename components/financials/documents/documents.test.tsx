// @vitest-environment happy-dom
// Long because every kind of list is tried with the same sorting, filter and keyboard, side by side.
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import type { ProductBought } from '../../../lib/erp/api/documents.ts';
import { customerId } from '../../../lib/erp/api/primitives.ts';
import { t } from '../../../lib/i18n.ts';
import { customerSample, invoiceSample, orderSample } from '../../panel/samples/customers.ts';
import { settledLoader } from '../../panel/samples/documentLoader.ts';
import type { Column } from './column.ts';
import { DocumentTabs, FIRST_SHOWN } from './DocumentTabs.tsx';
import type { DocumentLoader } from './documentLoader.ts';
import { nextSorting, sortRows } from './sortRows.ts';
import { TABS } from './tabs.ts';
import { textWidth } from './widthOf.ts';

afterEach(() => {
  cleanup();
  document.dir = '';
});

type Given = Parameters<typeof customerSample>[0];
const CUSTOMER: Given = {
  invoices: [
    invoiceSample({ id: 'INV-2', open: 138000, status: 'overdue', daysOverdue: 87, due: '2026-08-25' }),
    invoiceSample({ id: 'INV-10', open: 42000, status: 'partPaid', daysOverdue: 1, due: '2026-11-19' }),
    invoiceSample({ id: 'INV-1', open: 12350, currency: 'JPY', status: 'disputed' }),
    invoiceSample({
      id: 'CN-7',
      type: 'creditNote',
      status: 'unapplied',
      due: null,
      open: 36200,
      order: null,
      instalments: [],
      lines: [],
      allocations: [{ invoice: 'INV-2', instalment: 0, amount: 1000, discount: 20 }],
    }),
  ],
  orders: [orderSample(), orderSample({ id: 'SO-2', state: 'draft', quote: null, shipments: [] })],
  contacts: [
    {
      id: 'K1',
      customer: 'G01',
      name: 'Rosa Keil',
      role: 'Buyer',
      email: 'rosa@keil.example',
      phone: '+49 (421) 55 10',
    },
  ],
  payments: [
    {
      id: 'PAY-1',
      customer: 'G01',
      date: '2026-11-01',
      currency: 'EUR',
      bookedRate: '1',
      amount: 77000,
      unapplied: 500,
      reference: 'SEPA 1',
      allocations: [],
    },
    {
      id: 'PAY-2',
      customer: 'G01',
      date: '2026-11-02',
      currency: 'EUR',
      bookedRate: '1',
      amount: 5,
      unapplied: 5,
      reference: null,
      allocations: [],
    },
  ],
  quotes: [
    {
      id: 'Q-1',
      customer: 'G01',
      state: 'accepted',
      date: '2026-11-01',
      validUntil: '2026-12-01',
      currency: 'EUR',
      net: 400000,
      tax: 76000,
      total: 476000,
      orders: ['SO-1'],
      lines: [],
    },
    {
      id: 'Q-2',
      customer: 'G01',
      state: 'sent',
      date: '2026-11-02',
      validUntil: null,
      currency: 'EUR',
      net: 100,
      tax: 19,
      total: 119,
      orders: [],
      lines: [],
    },
  ],
};

const PRODUCTS: readonly ProductBought[] = [
  {
    id: 'P1',
    customer: customerId.parse('G01'),
    product: 'P1',
    name: 'Torque wrench',
    lastPrice: 10000,
    currency: 'EUR',
    date: '2026-10-21',
    invoice: 'INV-1',
    quantity: '12.5',
    stock: '3',
  },
  {
    id: 'Freight',
    customer: customerId.parse('G01'),
    product: null,
    name: 'Freight',
    lastPrice: 500,
    currency: 'JPY',
    date: '2026-09-21',
    invoice: 'INV-2',
    quantity: '1',
    stock: null,
  },
];

function Tabs({ customers, loader }: { customers: readonly CustomerDetail[]; loader: DocumentLoader }) {
  const [shown, setShown] = useState(FIRST_SHOWN);
  return <DocumentTabs customers={customers} loader={loader} shown={shown} onShow={setShown} />;
}
const show = (...customers: Given[]) =>
  render(
    <Tabs
      customers={customers.map((given) => customerSample(given))}
      loader={settledLoader({ products: PRODUCTS })}
    />,
  );
const tab = (name: RegExp) => screen.getByRole('tab', { name });
const firstCells = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent);
const column = (name: string) => screen.getByRole('columnheader', { name });
const sortBy = (name: string) => fireEvent.click(within(column(name)).getByRole('button'));

describe('the tabs', () => {
  it('name their lists and count them, with one tab stop', () => {
    show(CUSTOMER);
    expect(screen.getAllByRole('tab').map(({ textContent, tabIndex }) => [textContent, tabIndex])).toEqual([
      ['Orders 2', -1],
      ['Invoices 4', 0],
      ['Payments 2', -1],
      ['Quotes 2', -1],
      ['Timeline 10', -1],
      ['Contacts 1', -1],
      ['Products bought', -1],
    ]);
    expect(screen.getByRole('tabpanel', { name: 'Invoices 4' })).toBeTruthy();
  });

  it.each([
    ['ArrowRight', 'Payments 2'],
    ['ArrowLeft', 'Orders 2'],
    ['End', 'Products bought'],
    ['Home', 'Orders 2'],
  ])('%s chooses and focuses the next one', (key, name) => {
    show(CUSTOMER);
    fireEvent.keyDown(tab(/Invoices/), { key });
    expect(screen.getByRole('tab', { selected: true }).textContent).toBe(name);
    expect(document.activeElement?.textContent).toBe(name);
  });

  it('turn the arrows round where the script runs from right to left', () => {
    document.dir = 'rtl';
    const { container } = show(CUSTOMER);
    const list = container.querySelector<HTMLElement>('[role="tablist"]');
    list?.style.setProperty('direction', 'rtl');
    fireEvent.keyDown(tab(/Invoices/), { key: 'ArrowLeft' });
    expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Payments 2');
  });

  it('leave other keys alone', () => {
    show(CUSTOMER);
    fireEvent.keyDown(tab(/Invoices/), { key: 'x' });
    expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Invoices 4');
  });
});

describe.each(TABS.map((each) => [each.id, each] as const))('the list of %s', (_id, each) => {
  it('has a name and an empty state', () => {
    show(CUSTOMER);
    fireEvent.click(tab(new RegExp(t(each.label))));
    expect(screen.getByRole('table', { name: t(each.label) })).toBeTruthy();
    cleanup();
    render(<Tabs customers={[customerSample({})]} loader={settledLoader()} />);
    fireEvent.click(tab(new RegExp(t(each.label))));
    expect(screen.getByText(/^No .* yet$/)).toBeTruthy();
    expect(screen.queryByRole('searchbox')).toBeNull();
  });

  it('sorts by each of its columns, both ways, and opens each row', () => {
    show(CUSTOMER);
    fireEvent.click(tab(new RegExp(t(each.label))));
    for (const header of screen.getAllByRole('columnheader')) {
      const button = within(header).getByRole('button');
      fireEvent.click(button);
      expect(header.getAttribute('aria-sort')).toBe('ascending');
      fireEvent.click(button);
      expect(header.getAttribute('aria-sort')).toBe('descending');
    }
    for (const name of firstCells()) {
      const row = screen.getByRole('button', { name: name?.replace(/([a-z])(?=[A-Z]+-)/, '$1 ') ?? '' });
      fireEvent.click(row);
      expect(row.getAttribute('aria-expanded')).toBe('true');
      const detail = document.getElementById(row.getAttribute('aria-controls') ?? '');
      expect(detail?.textContent?.length).toBeGreaterThan(5);
      fireEvent.click(row);
      expect(row.getAttribute('aria-expanded')).toBe('false');
    }
  });
});

describe('invoices', () => {
  it('show status, days overdue and the open amount', () => {
    show(CUSTOMER);
    const row = screen.getByRole('row', { name: /INV-2/ });
    expect(row.textContent).toBe('INV-2OverdueAug 25, 2026 87 days overdue€1,380.00');
    expect(screen.getByRole('row', { name: /INV-10/ }).textContent).toContain('1 day overdue');
  });

  it('tell how much of one in instalments is overdue, where that is not all of it', () => {
    const part = (open: number, daysPastDue: number) => ({
      due: '2026-11-01',
      amount: open,
      writtenOff: 0,
      open,
      daysPastDue,
    });
    const late = { open: 100_000, daysOverdue: 1_468, status: 'overdue' } as const;
    show({
      invoices: [
        invoiceSample({ ...late, id: 'INV-5', instalments: [part(1_000, 1_468), part(99_000, -10)] }),
        invoiceSample({ ...late, id: 'INV-6', instalments: [part(100_000, 1_468)] }),
      ],
    });
    const row = (name: RegExp) => screen.getByRole('row', { name }).textContent;
    expect(row(/INV-5/)).toContain(' €10.00 of it 1,468 days overdue€1,000.00');
    expect(row(/INV-6/)).toContain(' 1,468 days overdue€1,000.00');
  });

  it('take away what is left of a credit note, as the timeline does', () => {
    const left = { type: 'creditNote' as const, status: 'unapplied' as const, due: null, instalments: [] };
    show({ invoices: [invoiceSample({ ...left, id: 'CN-8', open: 4_500, total: 5_000 })] });
    expect(screen.getByRole('row', { name: /CN-8/ }).textContent).toContain('-€45.00');
    fireEvent.click(tab(/Timeline/));
    expect(screen.getByRole('row', { name: /CN-8/ }).textContent).toContain('-€50.00');
  });

  it('sort numbers in their numbers as people count', () => {
    show(CUSTOMER);
    sortBy('Number');
    expect(firstCells()).toEqual(['CN-7', 'INV-1', 'INV-2', 'INV-10']);
  });

  it('sort amounts by what is printed, not by minor units', () => {
    show(CUSTOMER);
    sortBy('Open');
    expect(firstCells()).toEqual(['CN-7', 'INV-10', 'INV-2', 'INV-1']);
  });

  it('stand last in either direction where they have no due date', () => {
    show(CUSTOMER);
    sortBy('Due');
    expect(firstCells().at(-1)).toBe('CN-7');
    sortBy('Due');
    expect(firstCells().at(-1)).toBe('CN-7');
  });

  it.each([
    ['inv-2', ['INV-2']],
    ['disputed', ['INV-1']],
    ['Aug 25', ['INV-2']],
    ['SO-1', ['INV-2', 'INV-10', 'INV-1']],
  ])('are filtered by "%s"', (text, rows) => {
    show(CUSTOMER);
    fireEvent.change(screen.getByRole('searchbox', { name: 'Filter' }), { target: { value: text } });
    expect(firstCells()).toEqual(rows);
  });

  it('say so where nothing matches, and come back', () => {
    show(CUSTOMER);
    fireEvent.change(screen.getByRole('searchbox', { name: 'Filter' }), { target: { value: ' zebra ' } });
    expect(screen.getByRole('status').textContent).toContain('Nothing matches “zebra”.');
    fireEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
    expect(firstCells()).toHaveLength(4);
  });

  it('open to their lines and instalments; a credit note to what it was applied to', () => {
    show(CUSTOMER);
    fireEvent.click(screen.getByRole('button', { name: 'INV-2' }));
    expect(within(screen.getByRole('table', { name: 'Lines' })).getByText('Torque wrench')).toBeTruthy();
    expect(screen.getByRole('table', { name: 'Instalments' }).textContent).toContain('Nov 30, 2026');
    fireEvent.click(screen.getByRole('button', { name: 'CN-7' }));
    expect(screen.getByRole('table', { name: 'Applied to' }).textContent).toContain('INV-2€10.00€0.20');
    expect(screen.getByText('No lines are recorded.')).toBeTruthy();
  });

  it('tell an instalment that is overdue', () => {
    const instalments = [{ due: '2026-11-01', amount: 100, writtenOff: 0, open: 100, daysPastDue: 19 }];
    show({ invoices: [invoiceSample({ instalments })] });
    fireEvent.click(screen.getByRole('button', { name: 'INV-1' }));
    expect(screen.getByRole('table', { name: 'Instalments' }).textContent).toContain('19 days overdue');
  });

  it('of several customers say whose they are', () => {
    show(CUSTOMER, {
      id: 'G02',
      name: 'Logistik AG',
      invoices: [invoiceSample({ id: 'INV-99', customer: 'G02' })],
    });
    expect(within(screen.getByRole('row', { name: /INV-99/ })).getByText('Logistik AG')).toBeTruthy();
    sortBy('Customer');
    fireEvent.change(screen.getByRole('searchbox', { name: 'Filter' }), { target: { value: 'logistik' } });
    expect(firstCells()).toEqual(['INV-99']);
  });
});

describe('orders and payments', () => {
  it('an order opens to its lines and shipments', () => {
    show(CUSTOMER);
    fireEvent.click(tab(/Orders/));
    fireEvent.click(screen.getByRole('button', { name: 'SO-1' }));
    expect(screen.getByRole('table', { name: 'Lines' }).textContent).toContain(
      'Hydraulic pump2€2,000.00€4,000.00',
    );
    expect(screen.getByRole('table', { name: 'Shipments' }).textContent).toContain('Nordfracht NF 8812');
  });

  it('a payment that was not applied says so', () => {
    show(CUSTOMER);
    fireEvent.click(tab(/Payments/));
    fireEvent.click(screen.getByRole('button', { name: 'PAY-1' }));
    expect(screen.getByText('Not applied to any invoice.')).toBeTruthy();
    expect(screen.getByText('SEPA 1')).toBeTruthy();
  });
});

it('a list that nobody has sorted says that it is newest first, and turns round with one press', () => {
  // As the ERP API hands them out.
  show({ ...CUSTOMER, payments: CUSTOMER.payments?.toReversed() ?? [] });
  fireEvent.click(tab(/Payments/));
  expect(firstCells()).toEqual(['PAY-2', 'PAY-1']);
  const date = screen.getByRole('columnheader', { name: 'Date' });
  expect(date.getAttribute('aria-sort')).toBe('descending');
  sortBy('Date');
  expect(date.getAttribute('aria-sort')).toBe('ascending');
  expect(firstCells()).toEqual(['PAY-1', 'PAY-2']);
  fireEvent.click(tab(/Quotes/));
  for (const head of screen.getAllByRole('columnheader')) expect(head.getAttribute('aria-sort')).toBe('none');
});

describe('sorting', () => {
  const COLUMNS: readonly Column<number>[] = [
    {
      id: 'value',
      label: 'documents.number',
      sortBy: (row) => (row < 0 ? null : row),
      widthOf: (row) => textWidth(String(row)),
      cell: (row) => row,
    },
  ];

  it('leaves the rows as they came until somebody asks', () => {
    expect(sortRows([3, 1, 2], COLUMNS, null)).toEqual([3, 1, 2]);
    expect(sortRows([3, 1, 2], COLUMNS, { column: 'gone', direction: 'ascending' })).toEqual([3, 1, 2]);
  });

  it('changes no row list but its own', () => {
    const rows = [3, 1, 2];
    sortRows(rows, COLUMNS, { column: 'value', direction: 'descending' });
    expect(rows).toEqual([3, 1, 2]);
  });

  it('turns round on the second press and starts afresh on another column', () => {
    const once = nextSorting(null, 'a');
    expect(once).toEqual({ column: 'a', direction: 'ascending' });
    expect(nextSorting(once, 'a').direction).toBe('descending');
    expect(nextSorting(nextSorting(once, 'a'), 'b')).toEqual({ column: 'b', direction: 'ascending' });
  });
});

describe('the timeline', () => {
  it('has each shipment on its own day, told in full by its order', () => {
    show(CUSTOMER);
    fireEvent.click(tab(/Timeline/));
    const row = screen.getByRole('row', { name: /Shipment\s*SH-1/ });
    expect(row.textContent).toContain('Nov 15, 2026');
    expect(row.textContent).not.toMatch(/€|not known/);
    fireEvent.click(within(row).getByRole('button'));
    expect(screen.getByText('Nordfracht NF 8812')).toBeTruthy();
  });
});
