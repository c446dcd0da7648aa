import { describe, expect, test } from 'vitest';
import type { RecordRef } from '../../erp/api/record.ts';
import { answerJson, anySignal, companiesOf, fixedSession, scriptedApi } from '../scriptedApi.fixture.ts';
import { hubspotReader } from './client.ts';

const OBJECTS = '/crm/objects/2026-09';
const WANTED =
  'properties=name&properties=domain&properties=website&properties=phone&properties=city&properties=country';
const COMPANY_PATH = `GET ${OBJECTS}/companies/90210777?${WANTED}`;
const record = (object: string, id: string, org = '4711'): RecordRef => ({
  system: 'hubspot',
  org,
  object,
  id,
});
const dated = { createdAt: '2026-01-05T08:00:00Z', updatedAt: '2026-11-05T08:00:00Z', archived: false };

const reading = (answers: Parameters<typeof scriptedApi>[0]) => {
  const api = scriptedApi(answers);
  const session = fixedSession('invented');
  return { api, reader: hubspotReader({ portalId: '4711', session, call: api.call, now: () => 0 }) };
};

describe('the company behind a record', () => {
  test('a company is its own, without a call', async () => {
    const { api, reader } = reading({});
    expect(await companiesOf(reader, record('company', '90210777'), anySignal())).toEqual([
      record('company', '90210777'),
    ]);
    expect(api.requests).toEqual([]);
  });

  test.each([
    ['contact', 'contacts'],
    ['quote', 'quotes'],
  ])('of a %s is what it is associated with, on the dated path', async (object, path) => {
    const { api, reader } = reading({
      [`GET ${OBJECTS}/${path}/3401?associations=companies`]: answerJson({
        id: '3401',
        properties: {},
        associations: { companies: { results: [{ id: '5', type: `${object}_to_company_unlabeled` }] } },
        ...dated,
      }),
    });
    expect(await companiesOf(reader, record(object, '3401'), anySignal())).toEqual([record('company', '5')]);
    expect(api.requests[0]?.url).toMatch(/^https:\/\/api\.hubapi\.com\//);
    expect(api.requests[0]?.headers.get('authorization')).toBe('Bearer invented');
  });

  test('names the primary company first, and each once though it is listed once per association type', async () => {
    const { reader } = reading({
      [`GET ${OBJECTS}/deals/51515?properties=dealname&properties=amount&properties=deal_currency_code&associations=companies`]:
        answerJson({
          id: '51515',
          properties: { dealname: 'Twelve pumps', amount: '1200.50', deal_currency_code: 'USD' },
          associations: {
            companies: {
              results: [
                { id: '4', type: 'deal_to_company_unlabeled' },
                { id: '5', type: 'deal_to_company' },
                { id: '5', type: 'deal_to_company_unlabeled' },
                { id: '6', type: 'reseller' },
              ],
            },
          },
          ...dated,
        }),
      'POST /crm/objects/2026-09/companies/batch/read': answerJson({
        results: [
          { id: '6', properties: { name: 'Umbra' } },
          { id: '5', properties: { name: 'Northwind' } },
          { id: '4', properties: { name: ' ' } },
        ],
      }),
    });
    const found = await reader.contextOf(record('deal', '51515'), anySignal());
    expect(found.companies.map(({ record: { id }, name }) => [id, name])).toEqual([
      ['5', 'Northwind'],
      ['4', null],
      ['6', 'Umbra'],
    ]);
    expect(found.deal).toEqual({ name: 'Twelve pumps', amount: '1200.50', currency: 'USD' });
  });

  test.each([
    ['the portal’s own', answerJson({ companyCurrency: 'EUR' }), 'EUR'],
    ['not known where the account does not tell', answerJson({ status: 'error' }, 403), null],
  ])('the currency of a deal that names none is %s', async (_which, account, currency) => {
    const { reader } = reading({
      [`GET ${OBJECTS}/deals/51515?properties=dealname&properties=amount&properties=deal_currency_code&associations=companies`]:
        answerJson({
          id: '51515',
          properties: { amount: '', deal_currency_code: null },
          ...dated,
        }),
      'GET /account-info/2026-09/details': account,
    });
    expect(await reader.contextOf(record('deal', '51515'), anySignal())).toEqual({
      companies: [],
      deal: { name: null, amount: null, currency },
    });
  });

  test('of a contact without associations is none', async () => {
    const { reader } = reading({
      [`GET ${OBJECTS}/contacts/3401?associations=companies`]: answerJson({
        id: '3401',
        properties: {},
        ...dated,
      }),
    });
    expect(await companiesOf(reader, record('contact', '3401'), anySignal())).toEqual([]);
  });

  test('of any other object is none, without a call', async () => {
    const { api, reader } = reading({});
    expect(await companiesOf(reader, record('ticket', '1'), anySignal())).toEqual([]);
    expect(api.requests).toEqual([]);
  });
});

describe('the identity of a company', () => {
  const company = (id: string, properties: Record<string, unknown>) =>
    answerJson({ id, properties, ...dated });

  test('is what its properties say', async () => {
    const { reader } = reading({
      [COMPANY_PATH]: company('90210777', {
        name: 'Northwind Traders GmbH',
        domain: 'northwind.example',
        website: 'www.northwind.example',
        phone: '+49 30 1234567',
        city: 'Berlin',
        country: 'Germany',
      }),
    });
    expect(await reader.identify(record('company', '90210777'), anySignal())).toEqual({
      record: record('company', '90210777'),
      isPerson: false,
      name: 'Northwind Traders GmbH',
      website: 'www.northwind.example',
      email: null,
      phone: '+49 30 1234567',
      city: 'Berlin',
      country: 'Germany',
    });
  });

  test('falls back to the domain, and says null for blank, empty and absent', async () => {
    const { reader } = reading({
      [COMPANY_PATH]: company('90210777', {
        name: 'Northwind',
        domain: 'northwind.example',
        phone: '',
        city: null,
      }),
    });
    expect(await reader.identify(record('company', '90210777'), anySignal())).toMatchObject({
      website: 'northwind.example',
      phone: null,
      city: null,
      country: null,
    });
  });

  test('after a merge comes back under the id that the company has now', async () => {
    const { reader } = reading({ [COMPANY_PATH]: company('99900001', { name: 'Northwind' }) });
    const identity = await reader.identify(record('company', '90210777'), anySignal());
    expect(identity.record).toEqual(record('company', '99900001'));
  });
});

test('the field list is counted, and an empty one is no success', async () => {
  const path = 'GET /crm/v3/properties/companies';
  const { reader } = reading({ [path]: answerJson({ results: [{ name: 'name' }, { name: 'domain' }] }) });
  expect(await reader.countFields(anySignal())).toBe(2);
  await expect(
    reading({ [path]: answerJson({ results: [] }) }).reader.countFields(anySignal()),
  ).rejects.toMatchObject({ failure: { code: 'crm.badAnswer' } });
});

describe('what must not be read', () => {
  test.each([
    ['of another portal', record('company', '1', '4712'), 'crm.notConnected'],
    ['of another CRM', { ...record('company', '1'), system: 'salesforce' as const }, 'crm.notConnected'],
    ['with an id that is none', record('company', '1/../2'), 'crm.invalid'],
  ])('a record %s is refused before any call', async (_, ref, code) => {
    const { api, reader } = reading({});
    await expect(reader.identify(ref, anySignal())).rejects.toMatchObject({ failure: { code } });
    await expect(companiesOf(reader, ref, anySignal())).rejects.toMatchObject({ failure: { code } });
    expect(api.requests).toEqual([]);
  });

  test('only companies have an identity', async () => {
    await expect(reading({}).reader.identify(record('deal', '1'), anySignal())).rejects.toMatchObject({
      failure: { code: 'crm.invalid' },
    });
  });
});

test.each([
  ['a page of HTML', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ['half a JSON', () => new Response('{"id":', { headers: { 'content-type': 'application/json' } })],
  ['nothing', () => new Response(null, { status: 204 })],
  ['another shape', answerJson({ rows: [] })],
])('%s with a status of success is a bad answer, not an empty one', async (_, answer) => {
  const { reader } = reading({ [COMPANY_PATH]: answer });
  await expect(reader.identify(record('company', '90210777'), anySignal())).rejects.toMatchObject({
    failure: { code: 'crm.badAnswer' },
  });
});

test('a refusal never carries the client library’s message, which quotes bodies and headers', async () => {
  const { reader } = reading({
    [COMPANY_PATH]: answerJson({ status: 'error', message: 'Not here', category: 'OBJECT_NOT_FOUND' }, 404, {
      'x-trace': 'internal-trace',
    }),
  });
  const error = await reader
    .identify(record('company', '90210777'), anySignal())
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    name: 'FailureError',
    failure: { code: 'crm.notFound', status: 404, detail: 'Not here' },
  });
  expect(String(error)).not.toContain('internal-trace');
});

test('leaving the page ends the read', async () => {
  const abort = new AbortController();
  const { reader } = reading({
    [COMPANY_PATH]: () => {
      abort.abort();
      return new Promise<Response>(() => undefined);
    },
  });
  await expect(reader.identify(record('company', '90210777'), abort.signal)).rejects.toMatchObject({
    failure: { code: 'cancelled' },
  });
});
