import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { ACCOUNT, HOST, queryOf } from '../../../../test/setup/requests.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import type { Link } from '../../api/link.ts';

let erp: TestErp;
let token: string;
let account: typeof ACCOUNT;
let last = 100;
beforeAll(async () => {
  erp = await startErp();
  await erp.seed(scopedBooks);
  token = await erp.token();
});
beforeEach(() => {
  last += 1;
  account = { ...ACCOUNT, id: `001000000000${last}AAA` as typeof ACCOUNT.id };
});
afterAll(() => erp.close());

const put = async (customer: string, more = {}) => {
  const json = { record: account, host: HOST, customer, ...more };
  const { status, headers, body } = await erp.ask('PUT', '/api/crm/links', { token, json });
  return { status, etag: headers.get('etag'), link: body as Link };
};
const remove = (id: string, headers: Record<string, string> = {}) =>
  erp.ask('DELETE', `/api/crm/links/${id}`, { token, headers });

test('linking twice is linking once', async () => {
  const first = await put('C1');
  expect(first.status).toBe(201);
  expect(first.link).toMatchObject({ rev: 1, record: account, customer: 'C1', createdBy: 'ann' });
  expect(first.etag).toBe('"1"');
  const second = await put('C1', { host: 'acme.my.salesforce.com' });
  expect(second).toEqual({ ...first, status: 200 });
});

test('ten who link the same at once make one link', async () => {
  const made = await Promise.all(Array.from({ length: 10 }, () => put('C1')));
  expect(made.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(made.map(({ link }) => link.id)).size).toBe(1);
});

test('a record may have several customers, and a customer several records', async () => {
  await put('C1');
  await put('C2');
  const ofRecord = await erp.get(`/api/crm/links?${queryOf(account)}`, token);
  expect(ofRecord.body).toMatchObject({ links: [{ customer: 'C1' }, { customer: 'C2' }] });
  const both = await erp.get(`/api/crm/links?${queryOf(account)}&customer=C2`, token);
  expect(both.body).toMatchObject({ links: [{ customer: 'C2' }] });
  account = { ...account, id: '001000000000200AAA' as typeof ACCOUNT.id };
  await put('C2');
  const ofCustomer = await erp.get('/api/crm/links?customer=C2', token);
  expect((ofCustomer.body as { links: Link[] }).links).toHaveLength(2);
});

test('nothing is linked to a customer that does not exist', async () => {
  expect((await put('C99')).status).toBe(404);
  const { body } = await erp.get(`/api/crm/links?${queryOf(account)}`, token);
  expect(body).toEqual({ links: [] });
});

describe('parting', () => {
  test('needs the revision that was seen', async () => {
    const { link } = await put('C1');
    expect((await remove(link.id)).status).toBe(428);
    for (const stale of ['"2"', '"0"', '1', 'W/"1"', '*', '"x"']) {
      const { status, headers } = await remove(link.id, { 'If-Match': stale });
      expect(status).toBe(412);
      expect(headers.get('etag')).toBe('"1"');
    }
    expect((await remove(link.id, { 'If-Match': '"1"' })).status).toBe(204);
    expect((await remove(link.id, { 'If-Match': '"1"' })).status).toBe(404);
  });

  test('and linking again is a new link: an id is never used twice', async () => {
    const { link } = await put('C1');
    await remove(link.id, { 'If-Match': '"1"' });
    const again = await put('C1');
    expect(again.status).toBe(201);
    expect(again.link.id).not.toBe(link.id);
  });
});

test('new books keep the links of customers that are still there, and count the others', async () => {
  const tenant = 'reseeded';
  const as = await erp.token({ tenant });
  await erp.seed(scopedBooks, tenant);
  for (const customer of ['C3', 'C4']) {
    const json = { record: account, host: HOST, customer };
    await erp.ask('PUT', '/api/crm/links', { token: as, json });
  }
  const books = { ...scopedBooks, customers: scopedBooks.customers.filter(({ id }) => id !== 'C4') };
  expect(await erp.do({ do: 'seed', tenant, asOf: null, books })).toMatchObject({ removedLinks: 1 });
  const { body } = await erp.get(`/api/crm/links?${queryOf(account)}`, as);
  expect(body).toMatchObject({ links: [{ customer: 'C3' }] });
  expect(await erp.do({ do: 'clear', tenant })).toEqual({ tenant, cleared: true, removedLinks: 1 });
});
