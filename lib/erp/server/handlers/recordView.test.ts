import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { ACCOUNT, HOST, queryOf } from '../../../../test/setup/requests.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import type { CreditCheck } from '../../api/creditCheck.ts';
import type { RecordView } from '../../api/customer.ts';
import type { NeverLink } from '../../api/neverLink.ts';

const deal = (id: string) => `salesforce/acme.my.salesforce.com/Opportunity/${id}`;
const ORDERED = deal('006000000000001AAA');
const FREE = deal('006000000000002AAA');
const line = { quantity: '1', unitPrice: 10_000, taxRate: '0', invoicedQuantity: '0' };
const order = { date: '2026-11-01', currency: 'EUR', bookedRate: '1', state: 'confirmed', lines: [line] };

/** C2 and C3 draw on C1's limit; C3 is Cem's, whom Ann does not see. C4 is C1 entered twice. */
const books = {
  ...scopedBooks,
  customers: scopedBooks.customers.map((customer) => ({
    ...customer,
    ...(['C2', 'C3'].includes(customer.id) ? { parent: 'C1', sharesParentLimit: true } : {}),
    ...(customer.id === 'C4' ? { name: 'Alder Works GmbH', website: 'https://alder.example' } : {}),
  })),
  orders: [
    ...scopedBooks.orders,
    { ...order, id: 'O2', customer: 'C1', opportunity: ORDERED },
    { ...order, id: 'O3', customer: 'C3', opportunity: deal('006000000000003AAA') },
  ],
  payments: [
    ...scopedBooks.payments,
    {
      id: 'Z2',
      customer: 'C3',
      date: '2026-11-10',
      currency: 'USD',
      bookedRate: '0.9000',
      amount: 100,
      allocations: [],
    },
    {
      id: 'Z3',
      customer: 'C3',
      date: '2026-11-30',
      currency: 'USD',
      bookedRate: '0.5',
      amount: 100,
      allocations: [],
    },
  ],
};

let erp: TestErp;
let token: string;
let account: typeof ACCOUNT;
let last = 500;
beforeAll(async () => {
  erp = await startErp();
  await erp.seed(books);
  token = await erp.token();
});
beforeEach(() => {
  last += 1;
  account = { ...ACCOUNT, id: `001000000000${last}AAA` as typeof ACCOUNT.id };
});
afterAll(() => erp.close());

const link = (customer: string) =>
  erp.ask('PUT', '/api/crm/links', { token, json: { record: account, host: HOST, customer } });
const view = async (more: Record<string, string> = {}, as = token): Promise<RecordView> => {
  const { status, body } = await erp.get(`/api/crm/record-view?${queryOf({ ...account, ...more })}`, as);
  expect(status).toBe(200);
  return body as RecordView;
};
const check = async (more: Record<string, string>, as = token): Promise<CreditCheck> => {
  const found = (await view(more, as)).customers[0]?.creditCheck;
  if (found == null) throw new Error('There is no credit check.');
  return found;
};

test('whose an opportunity is, is told where one was asked about, of customers that the caller sees', async () => {
  const opportunity = { ...account, object: 'Opportunity', id: `006000000000${last}AAA` };
  const asked = { opportunity: deal(opportunity.id) };
  await link('C1');
  await link('C2');
  const linkDeal = (customer: string) =>
    erp.ask('PUT', '/api/crm/links', { token, json: { record: opportunity, host: HOST, customer } });
  expect((await view(asked)).dealLinks).toEqual([]);
  await linkDeal('C2');
  // Of a customer that its account does not have.
  await linkDeal('C4');
  expect((await view(asked)).dealLinks).toMatchObject([{ record: opportunity, customer: 'C2', twin: false }]);
  expect((await view()).dealLinks).toEqual([]);
});

describe('the credit check of an opportunity', () => {
  beforeEach(() => link('C1'));

  test('is made only where one was asked about', async () => {
    expect((await view()).customers[0]?.creditCheck).toBeNull();
  });

  test('takes every term off the group’s limit', async () => {
    const asked = { opportunity: FREE, dealAmount: '500', dealCurrency: 'EUR' };
    expect(await check(asked)).toMatchObject({
      outcome: 'passes',
      currency: 'EUR',
      creditLimit: 100_000,
      // C3: 1,000 invoiced, 10,000 ordered, 90 and 50 paid ahead.
      sharedLimit: {
        holder: { id: 'C1', name: 'Alder Works' },
        others: 2,
        otherExposure: 10_860,
        seen: expect.arrayContaining([expect.objectContaining({ id: 'C3', exposure: 10_860 })]),
      },
      terms: {
        openInvoices: { amount: 3_950, documents: [{ kind: 'invoice', id: 'I1', due: '2026-11-19' }] },
        unapplied: { amount: 0, documents: [] },
        openOrders: { amount: 15_950, documents: [{ id: 'O2' }, { id: 'O1' }] },
      },
      deal: { amount: { amount: 50_000, currency: 'EUR' }, counted: 50_000, order: null },
      availableAfter: 100_000 - 3_950 - 15_950 - 10_860 - 50_000,
      overdue: 3_950,
    });
  });

  test('is in the verdict: what the customer may have, the deal may not', async () => {
    const codesOf = async (dealAmount: string) => {
      const asked = { opportunity: FREE, dealAmount, dealCurrency: 'EUR' };
      return (await view(asked)).customers[0]?.verdict.reasons.map(({ code }) => code);
    };
    expect(await codesOf('500')).not.toContain('dealOverLimit');
    expect(await codesOf('5000')).toContain('dealOverLimit');
  });

  test('counts a deal once when it has an order', async () => {
    const asked = { dealAmount: '100', dealCurrency: 'EUR' };
    const ordered = await check({ ...asked, opportunity: ORDERED });
    expect(ordered.deal).toMatchObject({ order: { id: 'O2', state: 'confirmed' }, counted: 0 });
    const free = await check({ ...asked, opportunity: FREE });
    expect(free.availableAfter).toBe(Number(ordered.availableAfter) - 10_000);
  });

  test('converts at the rate that the company booked last, whoever it was booked for', async () => {
    const asked = { opportunity: FREE, dealAmount: '100', dealCurrency: 'USD' };
    expect((await check(asked)).deal).toMatchObject({
      rate: { rate: '0.9000', date: '2026-11-10' },
      counted: 9_000,
    });
    expect((await check({ ...asked, asOf: '2026-11-09' })).deal).toMatchObject({ unknown: 'rate' });
    expect((await check({ ...asked, dealCurrency: 'CHF' })).deal).toMatchObject({
      counted: null,
      unknown: 'rate',
    });
  });

  test('says what the CRM did not tell', async () => {
    expect((await check({ opportunity: FREE })).deal.unknown).toBe('amount');
    expect((await check({ opportunity: FREE, dealAmount: '5' })).deal.unknown).toBe('currency');
  });

  test('names neither the order nor the limit of a customer that the asker may not see', async () => {
    const ann = await erp.token({ scope: 'own', user: 'ann' });
    expect((await check({ opportunity: deal('006000000000003AAA') }, ann)).deal.order).toEqual({
      id: null,
      state: 'confirmed',
    });
    account = { ...account, id: '001000000000600AAA' as typeof ACCOUNT.id };
    await link('C2');
    const bob = await erp.token({ scope: 'own', user: 'bob' });
    expect((await view({}, bob)).customers[0]?.sharedLimit).toMatchObject({
      holder: null,
      others: 2,
      seen: [],
    });
  });

  test.each([
    ['an amount in words', { dealAmount: '1e9' }],
    ['an amount beyond any deal', { dealAmount: '9999999999999' }],
    ['a currency that is none', { dealCurrency: 'euro' }],
    ['an opportunity that is no record', { opportunity: 'salesforce/x' }],
  ])('refuses %s', async (_what, wrong) => {
    const query = queryOf({ ...account, opportunity: FREE, ...wrong });
    expect((await erp.get(`/api/crm/record-view?${query}`, token)).status).toBe(400);
  });
});

test('a customer that looks like another is shown with what speaks for it, its family is not', async () => {
  await link('C1');
  const { lookalikes } = await view();
  expect(lookalikes).toMatchObject([
    {
      customer: 'C1',
      other: { id: 'C4', name: 'Alder Works GmbH' },
      reasons: [{ kind: 'domain' }, {}, {}, {}],
    },
  ]);
  expect(lookalikes[0]?.score).toBeGreaterThan(75);
  const ann = await erp.token({ scope: 'own', user: 'ann' });
  expect((await view({}, ann)).lookalikes).toEqual([]);
});

describe('never link these', () => {
  const put = (customer: string, as = token) =>
    erp.ask('PUT', '/api/crm/never-links', { token: as, json: { record: account, customer } });
  const takeBack = (id: string, as = token) => erp.ask('DELETE', `/api/crm/never-links/${id}`, { token: as });
  const suggested = async () => {
    const record = `salesforce/${account.org}/Account/${account.id}`;
    const { body } = await erp.get(
      `/api/crm/customers/match?${queryOf({ name: 'Alder Works', domain: 'alder.example', record })}`,
      token,
    );
    return (body as { suggestions: { customer: { id: string } }[] }).suggestions.map(
      ({ customer }) => customer.id,
    );
  };

  test('is remembered with who and when, suggests no more, links no more, and can be taken back', async () => {
    expect(await suggested()).toEqual(['C1', 'C4']);
    const said = await put('C1');
    expect(said.status).toBe(201);
    const never = said.body as NeverLink;
    expect(never).toMatchObject({ record: account, customer: 'C1', createdBy: 'ann' });
    expect(await put('C1')).toMatchObject({ status: 200, body: never });
    expect((await view()).neverLinks).toEqual([{ ...never, customerName: 'Alder Works' }]);
    expect(await suggested()).toEqual(['C4']);
    const refused = await link('C1');
    expect(refused).toMatchObject({ status: 409, body: { code: 'link.never' } });

    expect((await takeBack(never.id)).status).toBe(204);
    expect((await takeBack(never.id)).status).toBe(404);
    expect((await view()).neverLinks).toEqual([]);
    expect(await suggested()).toEqual(['C1', 'C4']);
    expect((await link('C1')).status).toBe(201);
  });

  test('cannot be said of two that are linked', async () => {
    await link('C1');
    expect(await put('C1')).toMatchObject({ status: 409, body: { code: 'neverLink.linked' } });
  });

  test('ten who say it at once say it once', async () => {
    const said = await Promise.all(Array.from({ length: 10 }, () => put('C2')));
    expect(said.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(said.map(({ body }) => (body as NeverLink).id)).size).toBe(1);
  });

  test('of a customer outside the caller’s scope is not there', async () => {
    const never = (await put('C3')).body as NeverLink;
    const ann = await erp.token({ scope: 'own', user: 'ann' });
    expect((await view({}, ann)).neverLinks).toEqual([]);
    expect((await put('C3', ann)).status).toBe(404);
    expect((await takeBack(never.id, ann)).status).toBe(404);
    expect((await put('C99')).status).toBe(404);
  });
});
