import { describe, expect, test } from 'vitest';
import type { RecordRef } from '../../erp/api/record.ts';
import { answerJson, anySignal, companiesOf, fixedSession, scriptedApi } from '../scriptedApi.fixture.ts';
import { salesforceReader } from './client.ts';

const ORG = 'acme.my.salesforce.com';
const DATA = '/services/data/v67.0/sobjects';
const ACCOUNT = '001Hs00003AbCdEIAV';
const record = (object: string, id: string, org = ORG): RecordRef => ({
  system: 'salesforce',
  org,
  object,
  id,
});

const reading = (answers: Parameters<typeof scriptedApi>[0]) => {
  const api = scriptedApi(answers);
  const reader = salesforceReader({
    instanceUrl: `https://${ORG}`,
    session: fixedSession('00Dxx!invented'),
    call: api.call,
    now: () => 0,
  });
  return { api, reader };
};

describe('the company behind a record', () => {
  test('an account is its own, without a call', async () => {
    const { api, reader } = reading({});
    expect(await companiesOf(reader, record('Account', '001Hs00003AbCdE'), anySignal())).toEqual([
      record('Account', ACCOUNT),
    ]);
    expect(api.requests).toEqual([]);
  });

  const CONTACT = '003Hs00004XyZabIAF';
  const RELATIONS = `GET /services/data/v67.0/query?q=${encodeURIComponent(
    `SELECT AccountId, Account.Name FROM AccountContactRelation WHERE ContactId = '${CONTACT}' AND IsActive = true ORDER BY IsDirect DESC, AccountId ASC`,
  ).replaceAll("'", '%27')}`;
  const unknownType = answerJson(
    [{ errorCode: 'INVALID_TYPE', message: "sObject type 'AccountContactRelation' is not supported." }],
    400,
  );

  test('of a contact are all that it is related to, by name, in one call', async () => {
    const { api, reader } = reading({
      [RELATIONS]: answerJson({
        records: [
          { AccountId: '001Hs00003AbCdE', Account: { Name: 'Northwind' } },
          { AccountId: '001Hs00003AbCdF', Account: null },
        ],
      }),
    });
    expect(await reader.contextOf(record('Contact', CONTACT), anySignal())).toEqual({
      companies: [
        { record: record('Account', ACCOUNT), name: 'Northwind' },
        { record: record('Account', '001Hs00003AbCdFIAV'), name: null },
      ],
      deal: null,
    });
    expect(api.requests).toHaveLength(1);
  });

  test('an org that relates a contact to one account is asked about more only once', async () => {
    const { api, reader } = reading({
      [RELATIONS]: unknownType,
      [`GET ${DATA}/Contact/${CONTACT}?fields=AccountId`]: answerJson({ AccountId: ACCOUNT }),
    });
    const ask = () => companiesOf(reader, record('Contact', CONTACT), anySignal());
    expect([await ask(), await ask()]).toEqual([[record('Account', ACCOUNT)], [record('Account', ACCOUNT)]]);
    expect(api.requests).toHaveLength(3);
  });

  test('an org that is out of reach is not one without relations', async () => {
    const { reader } = reading({ [RELATIONS]: answerJson([{ errorCode: 'X', message: 'x' }], 503) });
    await expect(reader.contextOf(record('Contact', CONTACT), anySignal())).rejects.toMatchObject({
      failure: { code: 'crm.server' },
    });
  });

  test.each([
    ['with several currencies', { Amount: 12_500.5, CurrencyIsoCode: 'USD' }, '12500.5', 'USD'],
    ['with one currency', { Amount: 0 }, '0', null],
    ['that does not say how much', { Amount: null, CurrencyIsoCode: 'EUR' }, null, 'EUR'],
    ['whose amount no number carries', { Amount: 1e15, CurrencyIsoCode: 'EUR' }, null, 'EUR'],
  ])('an opportunity of an org %s', async (_org, fields, amount, currency) => {
    const id = '006Hs00002MnOpqIAF';
    const { reader } = reading({
      [`GET ${DATA}/Opportunity/${id}`]: answerJson({
        Name: 'Twelve pumps',
        AccountId: '001Hs00003AbCdE',
        ...fields,
      }),
    });
    expect(await reader.contextOf(record('Opportunity', id), anySignal())).toEqual({
      companies: [{ record: record('Account', ACCOUNT), name: null }],
      deal: { name: 'Twelve pumps', amount, currency },
    });
  });

  test('an opportunity without an account has an amount all the same', async () => {
    const id = '006Hs00002MnOpqIAF';
    const { reader } = reading({
      [`GET ${DATA}/Opportunity/${id}`]: answerJson({ AccountId: null, Amount: 5 }),
    });
    expect(await reader.contextOf(record('Opportunity', id), anySignal())).toEqual({
      companies: [],
      deal: { name: null, amount: '5', currency: null },
    });
  });

  test('a lead is recognised by the company that it names', async () => {
    const id = '00QHs00000VwXyzMAF';
    const { reader } = reading({
      [`GET ${DATA}/Lead/${id}`]: answerJson({ Id: id, Company: 'Northwind', Email: 'a@northwind.example' }),
    });
    expect(await reader.identify(record('Lead', id), anySignal())).toEqual({
      record: record('Lead', id),
      isPerson: false,
      name: 'Northwind',
      website: null,
      email: 'a@northwind.example',
      phone: null,
      city: null,
      country: null,
    });
  });

  test.each([
    ['Contact', '003Hs00004XyZabIAF'],
    ['Quote', '0Q0Hs00000JkLmnKAF'],
  ])('of a %s is its account', async (object, id) => {
    const { api, reader } = reading({
      [RELATIONS]: unknownType,
      [`GET ${DATA}/${object}/${id}?fields=AccountId`]: answerJson({ Id: id, AccountId: '001Hs00003AbCdE' }),
    });
    expect(await companiesOf(reader, record(object, id), anySignal())).toEqual([record('Account', ACCOUNT)]);
    expect(api.requests[0]?.headers.get('authorization')).toBe('Bearer 00Dxx!invented');
    expect(new URL(api.requests[0]?.url ?? '').hostname).toBe(ORG);
  });

  test('of a contact without an account is none', async () => {
    const { reader } = reading({
      [RELATIONS]: answerJson({ records: [] }),
      [`GET ${DATA}/Contact/003Hs00004XyZabIAF?fields=AccountId`]: answerJson({ AccountId: null }),
    });
    expect(await companiesOf(reader, record('Contact', '003Hs00004XyZabIAF'), anySignal())).toEqual([]);
  });

  test('of a lead is none, without a call', async () => {
    const { api, reader } = reading({});
    expect(await companiesOf(reader, record('Lead', '00QHs00000VwXyzMAF'), anySignal())).toEqual([]);
    expect(api.requests).toEqual([]);
  });

  test('hidden from the user is not the same as none', async () => {
    const message = "No such column 'AccountId' on sobject of type Contact";
    const { reader } = reading({
      [RELATIONS]: unknownType,
      [`GET ${DATA}/Contact/003Hs00004XyZabIAF?fields=AccountId`]: answerJson(
        [{ message, errorCode: 'INVALID_FIELD' }],
        400,
      ),
    });
    await expect(
      companiesOf(reader, record('Contact', '003Hs00004XyZabIAF'), anySignal()),
    ).rejects.toMatchObject({ failure: { code: 'crm.forbidden', status: 400 } });
  });
});

describe('the identity of an account', () => {
  const path = `GET ${DATA}/Account/${ACCOUNT}`;

  test('is what its fields say', async () => {
    const { reader } = reading({
      [path]: answerJson({
        attributes: { type: 'Account' },
        Id: ACCOUNT,
        Name: 'Northwind Traders GmbH',
        Website: 'northwind.example',
        Phone: '+49 30 1234567',
        BillingCity: 'Berlin',
        BillingCountry: 'Germany',
        AnnualRevenue: null,
      }),
    });
    expect(await reader.identify(record('Account', ACCOUNT), anySignal())).toEqual({
      record: record('Account', ACCOUNT),
      isPerson: false,
      name: 'Northwind Traders GmbH',
      website: 'northwind.example',
      email: null,
      phone: '+49 30 1234567',
      city: 'Berlin',
      country: 'Germany',
    });
  });

  test('says null for what is hidden, not filled or blank', async () => {
    const { reader } = reading({
      [path]: answerJson({ Id: ACCOUNT, Name: 'Northwind', Phone: null, BillingCity: '  ' }),
    });
    expect(await reader.identify(record('Account', ACCOUNT), anySignal())).toMatchObject({
      name: 'Northwind',
      website: null,
      phone: null,
      city: null,
      country: null,
    });
  });

  test('of a person account has an e-mail address', async () => {
    const { reader } = reading({
      [path]: answerJson({ Id: ACCOUNT, Name: 'Ada Invented', PersonEmail: 'ada@invented.example' }),
    });
    expect((await reader.identify(record('Account', ACCOUNT), anySignal())).email).toBe(
      'ada@invented.example',
    );
  });
});

test('the field list is counted, and an empty one is no success', async () => {
  const path = `GET ${DATA}/Account/describe`;
  const { reader } = reading({ [path]: answerJson({ fields: [{ name: 'Id' }, { name: 'Name' }] }) });
  expect(await reader.countFields(anySignal())).toBe(2);
  await expect(
    reading({ [path]: answerJson({ fields: [] }) }).reader.countFields(anySignal()),
  ).rejects.toMatchObject({ failure: { code: 'crm.badAnswer' } });
});

describe('what must not be read', () => {
  test.each([
    ['of another org', record('Account', ACCOUNT, 'globex.my.salesforce.com'), 'crm.notConnected'],
    ['of another CRM', { ...record('Account', ACCOUNT), system: 'hubspot' as const }, 'crm.notConnected'],
    ['with an id that is none', record('Account', '../../limits'), 'crm.invalid'],
    ['with the id of another case', record('Account', '001hs00003abcdeIAV'), 'crm.invalid'],
  ])('a record %s is refused before any call', async (_, ref, code) => {
    const { api, reader } = reading({});
    await expect(reader.identify(ref, anySignal())).rejects.toMatchObject({ failure: { code } });
    await expect(companiesOf(reader, ref, anySignal())).rejects.toMatchObject({ failure: { code } });
    expect(api.requests).toEqual([]);
  });

  test('only accounts have an identity', async () => {
    await expect(
      reading({}).reader.identify(record('Contact', '003Hs00004XyZabIAF'), anySignal()),
    ).rejects.toMatchObject({ failure: { code: 'crm.invalid' } });
  });
});

test.each([
  ['a page of HTML', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ['half a JSON', () => new Response('{"Id":', { headers: { 'content-type': 'application/json' } })],
  ['another shape', answerJson({ rows: [] })],
  ['an id that is none', answerJson({ Id: 'x', Name: 'Northwind' })],
  ['a number where text belongs', answerJson({ Id: ACCOUNT, Name: 42 })],
])('%s with status 200 is a bad answer, not an empty one', async (_, answer) => {
  const { reader } = reading({ [`GET ${DATA}/Account/${ACCOUNT}`]: answer });
  await expect(reader.identify(record('Account', ACCOUNT), anySignal())).rejects.toMatchObject({
    failure: { code: 'crm.badAnswer' },
  });
});

test('leaving the page ends the read', async () => {
  const abort = new AbortController();
  const { reader } = reading({
    [`GET ${DATA}/Account/${ACCOUNT}`]: () => {
      abort.abort();
      return new Promise<Response>(() => undefined);
    },
  });
  await expect(reader.identify(record('Account', ACCOUNT), abort.signal)).rejects.toMatchObject({
    failure: { code: 'cancelled' },
  });
});
