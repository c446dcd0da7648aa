// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import type { Request } from '../../lib/messaging/protocol.ts';
import { DocumentTabs, FIRST_SHOWN, type ShownDocuments } from '../financials/documents/DocumentTabs.tsx';
import { PortProvider } from './port.ts';
import { customerSample, invoiceSample, orderSample, pageOf } from './samples/customers.ts';
import { type FakePort, failing, fakePort } from './samples/fakePort.ts';
import { useDocumentLoader } from './useDocumentLoader.ts';

afterEach(cleanup);

const PAGE = pageOf('001A');
const day = (index: number) => new Date(Date.UTC(2026, 9, 1) - index * 86_400_000).toISOString().slice(0, 10);
const invoices = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    invoiceSample({ id: `INV-${1000 - from - index}`, date: day(from + index), status: 'open' }),
  );
const long = (over: Parameters<typeof customerSample>[0] = {}) =>
  customerSample({
    invoices: invoices(0, 200),
    counts: { invoices: 700, orders: 0, payments: 0, quotes: 0, contacts: 0 },
    cursors: { invoices: 'after 200', orders: null, payments: null, quotes: null, contacts: null },
    ...over,
  });
const rest = customerSample({ invoices: invoices(200, 500) }).invoices;

let port: FakePort;
function Lists({ customer, tab }: { customer: CustomerDetail; tab: string | null }) {
  const loader = useDocumentLoader(PAGE, undefined);
  return (
    <DocumentTabs
      customers={[customer]}
      loader={loader}
      shown={{ ...FIRST_SHOWN, tab }}
      onShow={() => undefined}
    />
  );
}
const show = (customer: CustomerDetail, tab: string | null = null) => {
  const inside = (shown: CustomerDetail) => (
    <PortProvider value={port}>
      <Lists customer={shown} tab={tab} />
    </PortProvider>
  );
  const { rerender, unmount } = render(inside(customer));
  return { show: (next: CustomerDetail) => rerender(inside(next)), unmount };
};
const asked = () => port.asked.map(({ request }) => request as Request<'customer.documents'>);
const settle = () => act(async () => undefined);
const loadAll = async () => {
  fireEvent.click(screen.getByRole('button', { name: /^Load all/ }));
  await settle();
};

describe('a list of which the ERP has more than it sent', () => {
  it('says how much is here, draws only what can be seen, and asks nothing before anybody scrolls', () => {
    port = fakePort(PAGE);
    show(long());
    expect(screen.getByRole('status').textContent).toContain('The newest 200 of 700');
    expect(screen.getAllByRole('row').length).toBeLessThan(100);
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('201');
    expect(port.count('customer.documents')).toBe(0);
  });

  it('loads the rest from where it was left, and then says nothing more', async () => {
    port = fakePort(PAGE);
    port.answer('customer.documents', () => ({ kind: 'invoices', rows: rest, nextCursor: null }));
    show(long());
    await loadAll();
    expect(asked()).toMatchObject([{ customer: 'G01', kind: 'invoices', cursor: 'after 200', page: PAGE }]);
    expect(screen.queryByRole('status')).toBeNull();
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('701');
  });

  it('asks page after page until all are here, and stops when told to', async () => {
    port = fakePort(PAGE);
    const pages = [rest.slice(0, 250), rest.slice(250)];
    const { promise, resolve } = Promise.withResolvers<void>();
    port.answer('customer.documents', async ({ cursor }) => {
      if (cursor === 'after 450') await promise;
      return cursor === 'after 450'
        ? { kind: 'invoices', rows: pages[1] ?? [], nextCursor: 'after 700' }
        : { kind: 'invoices', rows: pages[0] ?? [], nextCursor: 'after 450' };
    });
    show(long());
    await loadAll();
    expect(screen.getByRole('status').textContent).toContain('Loading … 450 of 700');
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    resolve();
    await settle();
    expect(asked().map(({ cursor }) => cursor)).toEqual(['after 200', 'after 450']);
  });

  it('that is sorted or filtered says that this covers only what is here', () => {
    port = fakePort(PAGE);
    show(long());
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'INV-99' } });
    expect(screen.getByRole('status').textContent).toContain('Only among the newest 200 of 700.');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '' } });
    expect(screen.getByRole('status').textContent).toContain('The newest 200 of 700');
  });

  it('that cannot be read on says why, keeps what is here, and tries again when asked', async () => {
    port = fakePort(PAGE);
    port.answer('customer.documents', failing({ code: 'erp.server' }));
    show(long());
    await loadAll();
    expect(screen.getByRole('status').textContent).toContain('Something went wrong');
    expect(port.count('customer.documents')).toBe(1);
    port.answer('customer.documents', () => ({ kind: 'invoices', rows: rest, nextCursor: null }));
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await settle();
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('701');
  });

  it('that the ERP has changed starts again from what it now sends', async () => {
    port = fakePort(PAGE);
    port.answer('customer.documents', () => ({ kind: 'invoices', rows: rest, nextCursor: null }));
    const { show: showNext } = show(long());
    await loadAll();
    showNext(long());
    expect(screen.getByRole('status').textContent).toContain('The newest 200 of 700');
  });

  it('is dropped when the record is left', async () => {
    port = fakePort(PAGE);
    const { unmount } = show(long());
    await loadAll();
    const [question] = port.asked;
    expect(question?.signal?.aborted).toBe(false);
    unmount();
    expect(question?.signal?.aborted).toBe(true);
  });

  it('moves by the page and to either end with the keyboard, one tab stop all the while', () => {
    port = fakePort(PAGE);
    show(long());
    const first = screen.getByRole('button', { name: 'INV-1000' });
    const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
    first.focus();
    press('ArrowDown');
    expect(document.activeElement?.textContent).toBe('INV-999');
    press('End');
    expect(document.activeElement?.textContent).toBe('INV-801');
    press('ArrowDown');
    expect(document.activeElement?.textContent).toBe('INV-801');
    press('PageUp');
    expect(document.activeElement?.textContent).toBe('INV-811');
    press('x');
    press('Home');
    expect(document.activeElement?.textContent).toBe('INV-1000');
    const stops = screen.getAllByRole('row').flatMap((row) => [...row.querySelectorAll('th > .disclosure')]);
    expect(
      stops.filter((stop) => stop.getAttribute('tabindex') === '0').map((stop) => stop.textContent),
    ).toEqual(['INV-1000']);
  });
});

describe('products bought', () => {
  it('are asked for when their tab is opened, not before', async () => {
    port = fakePort(PAGE);
    port.answer('customer.documents', () => ({ kind: 'products', rows: [], nextCursor: null }));
    const { unmount } = show(customerSample());
    expect(port.count('customer.documents')).toBe(0);
    unmount();
    show(customerSample(), 'products');
    await settle();
    expect(asked()).toMatchObject([{ kind: 'products', cursor: null }]);
    expect(screen.getByText('No products bought yet')).toBeTruthy();
  });
});

function Choosing({ customer }: { customer: CustomerDetail }) {
  const loader = useDocumentLoader(PAGE, undefined);
  const [shown, setShown] = useState<ShownDocuments>({ ...FIRST_SHOWN, tab: 'orders' });
  return <DocumentTabs customers={[customer]} loader={loader} shown={shown} onShow={setShown} />;
}

describe('contacts', () => {
  it('beyond those that came with the customer are asked for', async () => {
    port = fakePort(PAGE);
    const contact = (index: number) => ({
      id: `K${index}`,
      customer: 'G01',
      name: `Contact ${index}`,
      role: null,
      email: null,
      phone: null,
    });
    const contacts = Array.from({ length: 3 }, (_, index) => contact(index));
    const given = customerSample({
      contacts: contacts.slice(0, 2),
      cursors: { invoices: null, orders: null, payments: null, quotes: null, contacts: 'after 2' },
    });
    port.answer('customer.documents', () => ({
      kind: 'contacts',
      rows: customerSample({ contacts: contacts.slice(2) }).contacts,
      nextCursor: null,
    }));
    show(given, 'contacts');
    await settle();
    expect(asked()).toMatchObject([{ kind: 'contacts', cursor: 'after 2' }]);
    expect(screen.getByText('Contact 2')).toBeTruthy();
    // What came later is as old as it is, whatever the panel's head says of the rest.
    expect(screen.getByText(/^Further rows as of .*\d:\d\d/)).toBeTruthy();
  });
});

describe('a document that another one names', () => {
  it('opens in its own tab, read on for until it is there', async () => {
    port = fakePort(PAGE);
    port.answer('customer.documents', () => ({ kind: 'invoices', rows: rest, nextCursor: null }));
    const customer = long({ orders: [orderSample({ invoices: ['INV-500'] })] });
    render(
      <PortProvider value={port}>
        <Choosing customer={customer} />
      </PortProvider>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'SO-1' }));
    fireEvent.click(screen.getByRole('button', { name: 'INV-500' }));
    await settle();
    expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Invoices 700');
    expect(screen.getByRole('button', { name: 'INV-500', expanded: true })).toBe(document.activeElement);
  });
});

describe('deep links into the ERP', () => {
  const withTemplate = (documentUrl: string | null) =>
    customerSample({
      invoices: [invoiceSample()],
      source: { name: 'x', label: 'Nordlicht ERP', url: null, documentUrl },
    });

  it('open the document there, in a tab that knows nothing of this one', () => {
    port = fakePort(PAGE);
    show(withTemplate('https://erp.nordlicht.example/{kind}/{id}'));
    fireEvent.click(screen.getByRole('button', { name: 'INV-1' }));
    const link = screen.getByRole('link', { name: 'Open in Nordlicht ERP' });
    expect(link.getAttribute('href')).toBe('https://erp.nordlicht.example/invoice/INV-1');
    expect(link.getAttribute('target')).toBe('_blank');
    expect(link.getAttribute('rel')).toContain('noopener');
  });

  it.each([null, 'http://erp.nordlicht.example/{id}', 'javascript:alert("{id}")'])(
    'are absent where the ERP gives %s',
    (template) => {
      port = fakePort(PAGE);
      show(withTemplate(template));
      fireEvent.click(screen.getByRole('button', { name: 'INV-1' }));
      expect(screen.queryByRole('link')).toBeNull();
    },
  );
});
