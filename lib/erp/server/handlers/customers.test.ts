// Long because every filter, order and page of one list is tried over the same books.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goldenBooks, startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { ACCOUNT, HOST, queryOf } from '../../../../test/setup/requests.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import type { Books } from '../../sources/embedded/books/format.ts';

let erp: TestErp;
let token: string;
beforeAll(async () => {
  erp = await startErp();
  await erp.seed(scopedBooks);
  token = await erp.token();
});
afterAll(() => erp.close());

interface Listed {
  readonly customers: readonly { readonly id: string; readonly name: string }[];
  readonly nextCursor: string | null;
}
const list = async (query: string, as = token): Promise<Listed> => {
  const { status, body } = await erp.get(`/api/crm/customers${query}`, as);
  expect(status).toBe(200);
  return body as Listed;
};
const ids = async (query: string) => (await list(query)).customers.map(({ id }) => id);

describe('the list of customers', () => {
  test.each([
    ['', ['C1', 'C2', 'C3', 'C4']],
    ['?search=ALDER', ['C1']],
    ['?search=mills+bir', ['C2']],
    ['?search=c3', ['C3']],
    ['?search=kiel+cedar', ['C3']],
    ['?search=www.dogwood.example', ['C4']],
    ['?search=alder+birch', []],
    ['?search=%25', []],
    ['?search=_', []],
    ['?search=%5C', []],
    ['?currency=EUR&creditHold=true', ['C3']],
    ['?creditHold=false', ['C1', 'C2', 'C4']],
    ['?currency=USD', []],
  ])('%s finds %j', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  test('tells nobody who owns a customer', async () => {
    const { customers } = await list('?search=alder');
    expect(customers[0]).not.toHaveProperty('owner');
    expect(customers[0]).not.toHaveProperty('team');
  });

  test('tells the linked from the unlinked', async () => {
    const record = { ...ACCOUNT, id: '001000000000009AAA' };
    await erp.ask('PUT', '/api/crm/links', { token, json: { record, host: HOST, customer: 'C2' } });
    expect(await ids('?linked=true')).toEqual(['C2']);
    expect(await ids('?linked=false')).toEqual(['C1', 'C3', 'C4']);
    expect((await list('?linked=true')).customers[0]).toMatchObject({
      links: [{ record, host: HOST, createdBy: 'ann', rev: 1 }],
    });
  });
});

test('pages neither skip nor repeat a customer while others come in between', async () => {
  const tenant = 'paging';
  const as = await erp.token({ tenant });
  const named = (id: string, name: string) => ({
    id,
    name,
    currency: 'EUR',
    creditLimit: null,
    creditHold: false,
  });
  const there = Array.from({ length: 23 }, (_, index) => named(`N${index}`, `Same ${index % 4}`));
  const books = (customers: Books['customers']): unknown => ({
    ...scopedBooks,
    contacts: [],
    quotes: [],
    orders: [],
    invoices: [],
    payments: [],
    customers,
  });
  await erp.seed(books(there), tenant);
  const seen: string[] = [];
  let cursor: string | null = '';
  for (let page = 0; cursor !== null; page += 1) {
    const { customers, nextCursor } = await list(`?limit=5${cursor === '' ? '' : `&cursor=${cursor}`}`, as);
    seen.push(...customers.map(({ id }) => id));
    cursor = nextCursor;
    // One comes in before everything that was shown, one after everything.
    there.push(named(`A${page}`, `Aaa ${page}`), named(`Z${page}`, `Zzz ${page}`));
    await erp.seed(books(there), tenant);
  }
  expect(seen).toHaveLength(new Set(seen).size);
  expect(seen.filter((id) => id.startsWith('N'))).toHaveLength(23);
  expect(seen.filter((id) => id.startsWith('A'))).toEqual([]);
});

describe('one customer', () => {
  test('comes with everything a panel shows', async () => {
    const { body } = await erp.get('/api/crm/customers/C1', token);
    expect(body).toMatchObject({
      id: 'C1',
      source: { name: 'embedded' },
      verdict: { level: 'watch', reasons: [{ code: 'overdue', days: 1 }] },
      figures: { company: { arBalance: 3_950, openOrders: { count: 1, uninvoiced: 5_950 } } },
      invoices: [
        {
          id: 'I1',
          status: 'overdue',
          open: 3_950,
          daysOverdue: 1,
          order: 'O1',
          lines: [{ description: 'Pump', quantity: '1', net: 5_000 }],
          taxes: [{ name: 'VAT', amount: 950 }],
        },
      ],
      orders: [
        {
          id: 'O1',
          quote: 'Q1',
          lines: [{ product: 'PU', invoicedQuantity: '1' }],
          shipments: [{ id: 'S1', carrier: 'Nordfracht', tracking: 'NF-1' }],
        },
      ],
      payments: [{ id: 'Z1', unapplied: 0, reference: 'I1', allocations: [{ invoice: 'I1' }] }],
      quotes: [{ id: 'Q1', state: 'sent', validUntil: '2026-12-01', total: 11_900 }],
      contacts: [{ id: 'P1', name: 'Rosa Keil', email: 'rosa@alder.example', phone: null }],
      counts: { invoices: 1, orders: 1, payments: 1, quotes: 1, contacts: 1 },
    });
    expect(body).not.toHaveProperty('owner');
  });

  test('on another day only what falls due has moved', async () => {
    const earlier = await erp.get('/api/crm/customers/C1?asOf=2026-11-19', token);
    expect(earlier.body).toMatchObject({
      figures: { asOf: '2026-11-19', company: { arBalance: 3_950, current: 3_950, overdue: 0 } },
      verdict: { level: 'ok' },
    });
    const later = await erp.get('/api/crm/customers/C1?asOf=2026-12-25', token);
    expect(later.body).toMatchObject({
      figures: { company: { arBalance: 3_950, d31_60: 3_950 } },
      verdict: { level: 'stop', reasons: [{ code: 'overdueBeyondGrace', graceDays: 10 }] },
    });
  });

  test('without a pinned date it is today where the company is, not where the server is', async () => {
    const tenant = 'unpinned';
    await erp.seed({ ...(scopedBooks as object), asOf: undefined }, tenant);
    const as = await erp.token({ tenant });
    const before = erp.clock;
    erp.clock = new Date('2026-11-19T23:30:00Z');
    try {
      const { body } = await erp.get('/api/crm/customers/C1', as);
      expect(body).toHaveProperty('figures.asOf', '2026-11-20');
      expect((await erp.get('/api/crm/me', as)).body).toHaveProperty('company.asOf', '2026-11-20');
    } finally {
      erp.clock = before;
    }
  });

  test('is not sent again while nothing has changed', async () => {
    const first = await erp.get('/api/crm/customers/C1', token);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await erp.get('/api/crm/customers/C1', token, { 'If-None-Match': header });
      expect(again.status).toBe(304);
      expect(again.body).toBeNull();
      expect(again.headers.get('etag')).toBe(etag);
    }
    const other = await erp.get('/api/crm/customers/C1', token, { 'If-None-Match': '"other"' });
    expect(other.status).toBe(200);
    expect((await erp.get('/api/crm/customers/C2', token)).headers.get('etag')).not.toBe(etag);
  });

  test('is sent again as soon as a payment or a link came in', async () => {
    const tenant = 'changing';
    const as = await erp.token({ tenant });
    await erp.seed(scopedBooks, tenant);
    const etagNow = async () => (await erp.get('/api/crm/customers/C1', as)).headers.get('etag');
    const first = await etagNow();
    await erp.ask('PUT', '/api/crm/links', {
      token: as,
      json: { record: ACCOUNT, host: HOST, customer: 'C1' },
    });
    const linked = await etagNow();
    await erp.seed({ ...(scopedBooks as object), payments: [] }, tenant);
    const unpaid = await etagNow();
    expect(new Set([first, linked, unpaid]).size).toBe(3);
  });
});

test('children draw on the limit of their parent, whoever is allowed to see them', async () => {
  const tenant = 'family';
  const owned = (id: string, more: object) => ({
    id,
    name: id,
    currency: 'EUR',
    creditLimit: null,
    creditHold: false,
    owner: id,
    ...more,
  });
  const invoice = (customer: string, net: number) => ({
    id: `I-${customer}`,
    customer,
    type: 'invoice',
    state: 'posted',
    date: '2026-11-01',
    currency: 'EUR',
    bookedRate: '1',
    net,
    tax: 0,
    instalments: [{ due: '2026-12-01', amount: net }],
  });
  await erp.seed(
    {
      format: 'ledgerside-books/1',
      asOf: '2026-11-20',
      company: scopedBooks.company,
      customers: [
        owned('TOP', { creditLimit: 100_000 }),
        owned('KID', { parent: 'TOP', sharesParentLimit: true }),
        owned('GRANDKID', { parent: 'KID', sharesParentLimit: true }),
        owned('APART', { parent: 'TOP', creditLimit: 5_000 }),
      ],
      invoices: [
        invoice('TOP', 1_000),
        invoice('KID', 20_000),
        invoice('GRANDKID', 300),
        invoice('APART', 4_000),
      ],
      payments: [],
      orders: [],
    },
    tenant,
  );
  const as = await erp.token({ tenant, scope: 'own', user: 'GRANDKID' });
  expect((await erp.get('/api/crm/customers/GRANDKID', as)).body).toMatchObject({
    figures: { company: { arBalance: 300, creditLimit: 100_000, availableCredit: 78_700 } },
  });
  const all = await erp.token({ tenant });
  expect((await erp.get('/api/crm/customers/TOP', all)).body).toMatchObject({
    figures: { company: { arBalance: 1_000, creditLimit: 100_000, availableCredit: 78_700 } },
  });
  expect((await erp.get('/api/crm/customers/APART', all)).body).toMatchObject({
    figures: { company: { arBalance: 4_000, creditLimit: 5_000, availableCredit: 1_000 } },
  });
});

describe('documents beyond the first 200', () => {
  const tenant = 'long';
  const kinds = ['invoices', 'orders', 'payments', 'quotes'] as const;
  const day = (index: number) => `2026-0${1 + (index % 9)}-15`;
  const shared = (id: string, index: number) => ({
    id,
    customer: 'L1',
    date: day(index),
    currency: 'EUR',
    bookedRate: '1',
  });
  const many = <T>(make: (index: number) => T) => Array.from({ length: 230 }, (_, index) => make(index));
  const line = { quantity: '1', unitPrice: 10, taxRate: '0' };
  let as: string;
  beforeAll(async () => {
    as = await erp.token({ tenant });
    await erp.seed(
      {
        format: 'ledgerside-books/1',
        asOf: '2026-11-20',
        company: scopedBooks.company,
        customers: [{ id: 'L1', name: 'Long List', currency: 'EUR', creditLimit: null, creditHold: false }],
        invoices: many((index) => ({
          ...shared(`I${index}`, index),
          type: 'invoice',
          state: 'posted',
          net: 10,
          tax: 0,
          lines: [{ ...line, description: `for I${index}` }],
          instalments: [{ due: '2026-12-01', amount: 10 }],
        })),
        payments: many((index) => ({ ...shared(`P${index}`, index), amount: 5, allocations: [] })),
        orders: many((index) => ({
          ...shared(`O${index}`, index),
          state: 'closed',
          lines: [{ ...line, invoicedQuantity: '1' }],
        })),
        quotes: many((index) => ({ ...shared(`Q${index}`, index), state: 'sent', lines: [line] })),
        contacts: many((index) => ({ id: `K${index}`, customer: 'L1', name: `Contact ${index}` })),
      },
      tenant,
    );
  });

  test('the customer carries the newest 200 and says how many there are; its figures know them all', async () => {
    const { body } = await erp.get('/api/crm/customers/L1', as);
    const customer = body as Record<(typeof kinds)[number] | 'contacts', { id: string; date: string }[]>;
    for (const kind of [...kinds, 'contacts'] as const) expect(customer[kind]).toHaveLength(200);
    expect(body).toMatchObject({
      counts: { invoices: 230, orders: 230, payments: 230, quotes: 230, contacts: 230 },
      figures: { perCurrency: { EUR: { current: 2_300, unapplied: 1_150 } } },
    });
    const dates = customer.invoices.map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted().toReversed());
  });

  test.each(kinds)('%s come in pages that hold each exactly once', async (kind) => {
    const seen: { id: string; lines?: { description: string }[] }[] = [];
    let query = '?limit=100';
    for (;;) {
      const { body } = await erp.get(`/api/crm/customers/L1/${kind}${query}`, as);
      const page = body as Record<string, { id: string }[]> & { nextCursor: string | null };
      seen.push(...(page[kind] ?? []));
      if (page.nextCursor === null) break;
      query = `?limit=100&cursor=${page.nextCursor}`;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(230);
    expect(seen).toHaveLength(230);
    if (kind === 'invoices') {
      expect(seen.every(({ id, lines }) => lines?.[0]?.description === `for ${id}`)).toBe(true);
    }
  });
});

test('contacts come in pages by name, as they come with the customer', async () => {
  const as = await erp.token({ tenant: 'long' });
  const names = (body: unknown) =>
    (body as { contacts: { name: string }[] }).contacts.map(({ name }) => name);
  const first = names((await erp.get('/api/crm/customers/L1', as)).body);
  const page = (await erp.get('/api/crm/customers/L1/contacts?limit=120', as)).body;
  const { nextCursor } = page as { nextCursor: string };
  const rest = (await erp.get(`/api/crm/customers/L1/contacts?limit=120&cursor=${nextCursor}`, as)).body;
  expect([...names(page), ...names(rest)].slice(0, 200)).toEqual(first);
  expect(new Set([...names(page), ...names(rest)]).size).toBe(230);
  expect(rest).toMatchObject({ nextCursor: null });
});

test('each page of a list goes on where the customer left off', async () => {
  const { body } = await erp.get('/api/crm/customers/L1', await erp.token({ tenant: 'long' }));
  const { cursors } = body as { cursors: Record<string, string> };
  for (const [kind, cursor] of Object.entries(cursors)) {
    const rest = await erp.get(
      `/api/crm/customers/L1/${kind}?limit=500&cursor=${cursor}`,
      await erp.token({ tenant: 'long' }),
    );
    expect((rest.body as Record<string, unknown[]>)[kind]).toHaveLength(30);
    expect(rest.body).toHaveProperty('nextCursor', null);
  }
  expect(Object.keys(cursors).sort()).toEqual(['contacts', 'invoices', 'orders', 'payments', 'quotes']);
});

describe('products bought', () => {
  const tenant = 'bought';
  const line = (product: string | null, quantity: string, unitPrice: number, description?: string) => ({
    product,
    quantity,
    unitPrice,
    taxRate: '0',
    ...(description === undefined ? {} : { description }),
  });
  const invoice = (id: string, date: string, lines: unknown[], more: object = {}) => ({
    id,
    customer: 'B1',
    type: 'invoice',
    state: 'posted',
    date,
    currency: 'EUR',
    bookedRate: '1',
    net: 0,
    tax: 0,
    instalments: [{ due: date, amount: 0 }],
    lines,
    ...more,
  });
  let as: string;
  beforeAll(async () => {
    as = await erp.token({ tenant });
    await erp.seed(
      {
        format: 'ledgerside-books/1',
        asOf: '2026-11-20',
        company: scopedBooks.company,
        customers: ['B1', 'B2'].map((id) => ({
          id,
          name: id,
          currency: 'EUR',
          creditLimit: null,
          creditHold: false,
        })),
        products: [
          { id: 'PU', name: 'Pump', unitPrice: 1, currency: 'EUR', stock: '12.50' },
          { id: 'VA', name: 'Valve', unitPrice: 1, currency: 'EUR' },
        ],
        invoices: [
          invoice('I1', '2026-01-10', [line('PU', '2', 500, 'Old pump'), line(null, '1', 90, 'Freight')]),
          invoice('I2', '2026-03-10', [line('PU', '0.5', 600), line('PU', '1', 650)], {
            currency: 'USD',
            bookedRate: '0.9',
          }),
          invoice('I3', '2026-02-10', [line('VA', '4', 70), line('VA', '1', 0), line(null, '1', 5)]),
          invoice('I4', '2026-04-10', [line('PU', '100', 1)], { state: 'draft' }),
          invoice('I5', '2026-04-11', [line('PU', '100', 1)], { customer: 'B2' }),
          {
            ...invoice('C1', '2026-05-01', [line('PU', '2', 500)]),
            type: 'creditNote',
            instalments: undefined,
            allocations: [],
          },
        ],
        payments: [],
        orders: [],
      },
      tenant,
    );
  });

  test('carry the newest price in its currency, all that was invoiced, and the stock where it is known', async () => {
    const { body } = await erp.get('/api/crm/customers/B1/products', as);
    expect(body).toEqual({
      products: [
        {
          id: 'PU',
          customer: 'B1',
          product: 'PU',
          name: 'Pump',
          lastPrice: 600,
          currency: 'USD',
          date: '2026-03-10',
          invoice: 'I2',
          quantity: '3.5',
          stock: '12.50',
        },
        {
          id: 'VA',
          customer: 'B1',
          product: 'VA',
          name: 'Valve',
          lastPrice: 70,
          currency: 'EUR',
          date: '2026-02-10',
          invoice: 'I3',
          quantity: '5',
          stock: null,
        },
        {
          id: 'Freight',
          customer: 'B1',
          product: null,
          name: 'Freight',
          lastPrice: 90,
          currency: 'EUR',
          date: '2026-01-10',
          invoice: 'I1',
          quantity: '1',
          stock: null,
        },
      ],
      nextCursor: null,
    });
  });

  test('come in pages, and not from a customer out of scope', async () => {
    const first = (await erp.get('/api/crm/customers/B1/products?limit=2', as)).body as {
      nextCursor: string;
    };
    const { body } = await erp.get(`/api/crm/customers/B1/products?limit=2&cursor=${first.nextCursor}`, as);
    expect(body).toMatchObject({ products: [{ id: 'Freight' }], nextCursor: null });
    const stranger = await erp.token({ tenant, scope: 'own', user: 'nobody' });
    expect((await erp.get('/api/crm/customers/B1/products', stranger)).status).toBe(404);
  });
});

describe('deep links into the ERP', () => {
  test('are absent where nobody said where its pages are', async () => {
    expect((await erp.get('/api/crm/customers/C1', token)).body).toMatchObject({
      source: { url: null, documentUrl: null },
    });
  });

  test('lead to the customer and carry the way to each document', async () => {
    const template = 'https://erp.acme.example/{kind}/{id}';
    const linked = await startErp({ LEDGERSIDE_ERP_PAGES: template });
    try {
      await linked.seed(scopedBooks);
      const { body } = await linked.get('/api/crm/customers/C1', await linked.token());
      expect(body).toMatchObject({
        source: { url: 'https://erp.acme.example/customer/C1', documentUrl: template },
      });
    } finally {
      await linked.close();
    }
  });
});

describe('matching', () => {
  test('suggests by name with score and reasons, and links nothing', async () => {
    const { body } = await erp.get('/api/crm/customers/match?name=Cedar%20Yards%20GmbH&city=Kiel', token);
    expect(body).toMatchObject({
      suggestions: [{ customer: { id: 'C3', links: [] }, reasons: [{ effect: 'for' }, { effect: 'for' }] }],
    });
    expect(await ids('?linked=true')).not.toContain('C3');
  });

  test('knows a customer by its web address alone', async () => {
    const { body } = await erp.get('/api/crm/customers/match?domain=cedar.example', token);
    expect(body).toMatchObject({
      suggestions: [{ customer: { id: 'C3' }, reasons: [{ kind: 'domain', effect: 'for' }] }],
    });
  });

  test('suggests nobody where nothing fits', async () => {
    const { body } = await erp.get('/api/crm/customers/match?name=Zinnia', token);
    expect(body).toEqual({ suggestions: [] });
  });
});

test('a record page is answered by one call, with the same figures, and not twice', async () => {
  const tenant = 'page';
  await erp.seed(await goldenBooks(), tenant);
  const as = await erp.token({ tenant });
  const path = `/api/crm/record-view?${queryOf(ACCOUNT)}`;
  expect((await erp.get(path, as)).body).toEqual({
    record: ACCOUNT,
    links: [],
    customers: [],
    neverLinks: [],
    lookalikes: [],
    dealLinks: [],
  });
  for (const customer of ['G07', 'G03']) {
    await erp.ask('PUT', '/api/crm/links', { token: as, json: { record: ACCOUNT, host: HOST, customer } });
  }
  const view = await erp.get(path, as);
  const each = await Promise.all(['G07', 'G03'].map((id) => erp.get(`/api/crm/customers/${id}`, as)));
  expect(view.body).toMatchObject({ record: ACCOUNT, links: [{ customer: 'G07' }, { customer: 'G03' }] });
  expect(view.body).toHaveProperty(
    'customers',
    each.map(({ body }) => body),
  );
  const etag = view.headers.get('etag') ?? '';
  expect((await erp.get(path, as, { 'If-None-Match': etag })).status).toBe(304);
  expect((await erp.get(`${path}&asOf=2026-12-24`, as)).body).toHaveProperty(
    'customers.0.figures.asOf',
    '2026-12-24',
  );
});
