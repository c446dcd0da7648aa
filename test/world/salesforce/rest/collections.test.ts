import { describe, expect, it } from 'vitest';
import { idOf } from '../ids.ts';
import { ACCOUNT, CONTACT, errorOf, OTHER_ACCOUNT, type Sample, sample } from '../sample.ts';

interface RowResult {
  readonly id?: string;
  readonly success: boolean;
  readonly created?: boolean;
  readonly errors: readonly { readonly statusCode: string; readonly fields: readonly string[] }[];
}

const row = (about: Readonly<Record<string, unknown>>, type = 'Account') => ({
  attributes: { type },
  ...about,
});

const send = async (world: Sample, method: string, body: unknown, path = ''): Promise<RowResult[]> => {
  const answer = await world.api(`/composite/sobjects${path}`, { method, json: body });
  expect(answer.status).toBe(200);
  return (await answer.json()) as RowResult[];
};

const codes = (results: readonly RowResult[]) => results.map(({ errors }) => errors[0]?.statusCode ?? 'ok');

describe('a collection', () => {
  it('answers every row in the order of the input, failures without an id', async () => {
    const world = sample();
    world.org.remove(OTHER_ACCOUNT);
    const results = await send(world, 'PATCH', {
      records: [
        row({ Id: ACCOUNT, Phone: '1' }),
        row({ Id: ACCOUNT, Phone: '2' }),
        row({ Id: OTHER_ACCOUNT, Phone: '1' }),
        row({ Id: idOf('Account', 900), Phone: '1' }),
        row({ Id: CONTACT, Phone: '1' }),
        row({ Phone: '1' }),
        row({ Id: idOf('Account', 3), Name: '' }),
      ],
    });
    expect(codes(results)).toEqual([
      'ok',
      'DUPLICATE_VALUE',
      'ENTITY_IS_DELETED',
      'INVALID_CROSS_REFERENCE_KEY',
      'MALFORMED_ID',
      'MALFORMED_ID',
      'REQUIRED_FIELD_MISSING',
    ]);
    expect(results[0]).toEqual({ id: ACCOUNT, success: true, errors: [] });
    expect(results.slice(1).filter((result) => 'id' in result)).toEqual([]);
    expect(world.org.record(ACCOUNT)?.Phone).toBe('1');
  });

  it('takes everything back with allOrNone when one row fails', async () => {
    const world = sample();
    const results = await send(world, 'POST', {
      allOrNone: true,
      records: [row({ Name: 'First' }), row({}), row({ Name: 'Third' })],
    });
    expect(codes(results)).toEqual([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'REQUIRED_FIELD_MISSING',
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    ]);
    expect(world.org.records('Account')).toHaveLength(3);
  });

  it('deletes by ids in the address', async () => {
    const world = sample();
    const answer = await world.api(`/composite/sobjects?ids=${ACCOUNT},${CONTACT},nonsense`, {
      method: 'DELETE',
    });
    expect(codes((await answer.json()) as RowResult[])).toEqual(['ok', 'ok', 'MALFORMED_ID']);
    expect(world.org.record(CONTACT)?.IsDeleted).toBe(true);
  });

  it('reads by ids, null for each one that is not there', async () => {
    const world = sample();
    const ids = [OTHER_ACCOUNT, idOf('Account', 900), ACCOUNT];
    const expected = [{ Name: "O'Brien & Sons" }, null, { Name: 'Harbour Foods GmbH' }];
    const read = await world.api(`/composite/sobjects/Account?ids=${ids.join(',')}&fields=Name`);
    expect(await read.json()).toMatchObject(expected);
    expect(await send(world, 'POST', { ids, fields: ['Name'] }, '/Account')).toMatchObject(expected);
  });

  it('upserts by external id and says what was created', async () => {
    const world = sample();
    const results = await send(
      world,
      'PATCH',
      {
        records: [
          row({ Customer_Number__c: 'C-1001', Phone: '7' }),
          row({ Customer_Number__c: 'C-2', Name: 'New' }),
          row({ Name: 'Numberless' }),
        ],
      },
      '/Account/Customer_Number__c',
    );
    expect(results.map(({ created }) => created)).toEqual([false, true, undefined]);
    expect(codes(results)).toEqual(['ok', 'ok', 'MISSING_ARGUMENT']);
    expect(world.org.record(ACCOUNT)?.Phone).toBe('7');
  });

  it.each([
    [{ records: [{ Name: 'Typeless' }] }, 'INVALID_TYPE'],
    [{ records: 'none' }, 'JSON_PARSER_ERROR'],
    [{ rows: [] }, 'JSON_PARSER_ERROR'],
    [[], 'JSON_PARSER_ERROR'],
  ])('%j is refused as a whole', async (json, errorCode) => {
    const answer = await sample().api('/composite/sobjects', { method: 'POST', json });
    expect([answer.status, (await errorOf(answer)).errorCode]).toEqual([400, errorCode]);
  });
});

describe('a composite', () => {
  const bodyOf = (one: { body: unknown } | undefined) => Object(one?.body) as { id?: string };
  const request = (referenceId: string, method: string, path: string, body?: unknown) => ({
    referenceId,
    method,
    url: `/services/data/v66.0${path}`,
    ...(body === undefined ? {} : { body }),
  });
  const run = async (world: Sample, compositeRequest: unknown[], allOrNone = false) => {
    const answer = await world.api('/composite', { method: 'POST', json: { allOrNone, compositeRequest } });
    const { compositeResponse } = (await answer.json()) as {
      compositeResponse: { httpStatusCode: number; body: unknown; referenceId: string }[];
    };
    return compositeResponse;
  };

  it('lets a later subrequest use an earlier answer, and counts as one request', async () => {
    const world = sample();
    const answers = await run(world, [
      request('made', 'POST', '/sobjects/Account', { Name: 'Parent' }),
      request('child', 'POST', '/sobjects/Contact', { LastName: 'Child', AccountId: '@{made.id}' }),
      request('read', 'GET', '/sobjects/Contact/@{child.id}?fields=AccountId'),
      request('lost', 'GET', '/sobjects/Contact/@{nobody.id}'),
    ]);
    expect(answers.map(({ httpStatusCode }) => httpStatusCode)).toEqual([201, 201, 200, 400]);
    expect(answers[2]?.body).toMatchObject({ AccountId: bodyOf(answers[0]).id });
    expect((await world.api('/limits')).headers.get('sforce-limit-info')).toBe('api-usage=2/15000');
  });

  it('halts and takes everything back with allOrNone', async () => {
    const world = sample();
    const answers = await run(
      world,
      [
        request('one', 'PATCH', `/sobjects/Account/${ACCOUNT}`, { Phone: '1' }),
        request('two', 'PATCH', `/sobjects/Account/${OTHER_ACCOUNT}`, { Turnover: 1 }),
        request('three', 'PATCH', `/sobjects/Account/${ACCOUNT}`, { Fax: '1' }),
      ],
      true,
    );
    expect(answers.map(({ body }) => (body as { errorCode: string }[])[0]?.errorCode)).toEqual([
      'PROCESSING_HALTED',
      'INVALID_FIELD',
      'PROCESSING_HALTED',
    ]);
    expect(world.org.record(ACCOUNT)?.Phone).toBeNull();
  });

  it.each([
    [{}, 'JSON_PARSER_ERROR'],
    [{ compositeRequest: [request('a', 'GET', '/limits'), request('a', 'GET', '/limits')] }, 'INVALID_INPUT'],
  ])('%j is refused', async (json, errorCode) => {
    const answer = await sample().api('/composite', { method: 'POST', json });
    expect((await errorOf(answer)).errorCode).toBe(errorCode);
  });
});
