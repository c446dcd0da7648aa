import { describe, expect, it } from 'vitest';
import { idOf } from '../ids.ts';
import { ACCOUNT, CONTACT, errorOf, OPPORTUNITY, SECOND_USER, sample } from '../sample.ts';

const account = `/sobjects/Account/${ACCOUNT}`;
const post = (json: unknown) => ({ method: 'POST', json });
const patch = (json: unknown) => ({ method: 'PATCH', json });

describe('a record', () => {
  it('is read with the fields that were asked for, and Id', async () => {
    const body: unknown = await (await sample().api(`${account}?fields=Name,BillingCity`)).json();
    expect(body).toEqual({
      attributes: { type: 'Account', url: `/services/data/v66.0${account}` },
      Id: ACCOUNT,
      Name: 'Harbour Foods GmbH',
      BillingCity: 'Hamburg',
    });
  });

  it('is read whole by its 15-character id, times in whole seconds', async () => {
    const body: unknown = await (await sample().api(`/sobjects/Account/${ACCOUNT.slice(0, 15)}`)).json();
    expect(body).toMatchObject({ Id: ACCOUNT, Phone: null, CreatedDate: '2026-11-20T10:00:00.000+0000' });
  });

  it('is refused whole for one field that is not there', async () => {
    const answer = await sample().api(`${account}?fields=Name,Turnover`);
    expect((await errorOf(answer)).message).toMatch(/^No such column 'Turnover' on entity 'Account'\./);
  });

  it('is created with 201 and its address', async () => {
    const world = sample();
    const answer = await world.api('/sobjects/Account', post({ Name: 'New Ltd' }));
    const { id, ...rest } = (await answer.json()) as { id: string };
    expect([answer.status, rest]).toEqual([201, { success: true, errors: [] }]);
    expect(answer.headers.get('location')).toBe(`/services/data/v66.0/sobjects/Account/${id}`);
    expect(world.org.record(id)).toMatchObject({ Name: 'New Ltd', CreatedById: idOf('User', 1) });
  });

  it('of an order is not made activated, and is activated once it is there', async () => {
    const world = sample();
    const order = { AccountId: ACCOUNT, EffectiveDate: '2026-11-20' };
    const refused = await world.api('/sobjects/Order', post({ ...order, Status: 'Activated' }));
    expect([refused.status, (await errorOf(refused)).errorCode]).toEqual([400, 'FAILED_ACTIVATION']);
    const made = (await (await world.api('/sobjects/Order', post(order))).json()) as { id: string };
    expect(world.org.record(made.id)).toMatchObject({ Status: 'Draft' });
    const activated = await world.api(`/sobjects/Order/${made.id}`, patch({ Status: 'Activated' }));
    expect([activated.status, world.org.record(made.id)?.Status]).toEqual([204, 'Activated']);
  });

  it('is changed with 204 and no body, stamped by whom and when', async () => {
    const world = sample();
    world.clock.ms += 3_000;
    const answer = await world.api(account, { ...patch({ Phone: '+49 40 1' }), user: SECOND_USER.id });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect(world.org.record(ACCOUNT)).toMatchObject({
      Phone: '+49 40 1',
      LastModifiedById: SECOND_USER.id,
      SystemModstamp: '2026-11-20T10:00:03.000+0000',
      CreatedDate: '2026-11-20T10:00:00.000+0000',
    });
  });

  it('is gone once deleted: 404 to a read, ENTITY_IS_DELETED to a write', async () => {
    const world = sample();
    expect((await world.api(account, { method: 'DELETE' })).status).toBe(204);
    expect((await errorOf(await world.api(account))).errorCode).toBe('NOT_FOUND');
    for (const init of [{ method: 'DELETE' }, patch({ Phone: '1' })]) {
      const answer = await world.api(account, init);
      expect([answer.status, (await errorOf(answer)).errorCode]).toEqual([404, 'ENTITY_IS_DELETED']);
    }
  });

  it('of another user’s eyes only looks like one that never was', async () => {
    const world = sample();
    world.org.bites.on('recordHidden', { user: SECOND_USER.id, id: ACCOUNT });
    const never = `/sobjects/Account/${idOf('Account', 900)}`;
    for (const init of [{}, { method: 'DELETE' }, patch({ Phone: '1' })]) {
      const hidden = await world.api(account, { ...init, user: SECOND_USER.id });
      const absent = await world.api(never, { ...init, user: SECOND_USER.id });
      expect([hidden.status, await hidden.json()]).toEqual([absent.status, await absent.json()]);
    }
    expect((await world.api(account)).status).toBe(200);
  });

  it('takes its stage’s probability unless one is given', async () => {
    const world = sample();
    const path = `/sobjects/Opportunity/${OPPORTUNITY}`;
    await world.api(path, patch({ StageName: 'Qualification' }));
    expect(world.org.record(OPPORTUNITY)).toMatchObject({
      Probability: 20,
      IsWon: false,
      ExpectedRevenue: 2400.1,
    });
    await world.api(path, patch({ StageName: 'Closed Won', Probability: 90 }));
    expect(world.org.record(OPPORTUNITY)).toMatchObject({ Probability: 90, IsWon: true });
  });
});

describe('a value', () => {
  const written = async (json: unknown, object = 'Account', id = ACCOUNT) => {
    const world = sample();
    const answer = await world.api(`/sobjects/${object}/${id}`, patch(json));
    return { world, answer };
  };

  it('is trimmed, emptied or rounded half up to its scale', async () => {
    const { world } = await written({
      Name: ' A ',
      Phone: '  ',
      Credit_Limit__c: 2.345,
      AnnualRevenue: 10.5,
    });
    expect(world.org.record(ACCOUNT)).toMatchObject({
      Name: 'A',
      Phone: null,
      Credit_Limit__c: 2.35,
      AnnualRevenue: 11,
    });
  });

  it.each([
    [{ Turnover: 1 }, 'INVALID_FIELD'],
    [{ Id: ACCOUNT }, 'INVALID_FIELD'],
    [{ LastModifiedDate: '2026-01-01T00:00:00Z' }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
    [{ Name: '' }, 'REQUIRED_FIELD_MISSING'],
    [{ Name: null }, 'REQUIRED_FIELD_MISSING'],
    [{ Name: 'x'.repeat(256) }, 'STRING_TOO_LONG'],
    [{ Name: 5 }, 'JSON_PARSER_ERROR'],
    [{ AnnualRevenue: 'much' }, 'JSON_PARSER_ERROR'],
    [{ AnnualRevenue: 1e18 }, 'NUMBER_OUTSIDE_VALID_RANGE'],
    [{ ParentId: 'nonsense' }, 'MALFORMED_ID'],
    [{ ParentId: CONTACT }, 'FIELD_INTEGRITY_EXCEPTION'],
    [{ ParentId: idOf('Account', 900) }, 'INVALID_CROSS_REFERENCE_KEY'],
    [[], 'JSON_PARSER_ERROR'],
  ])('%j is refused', async (json, errorCode) => {
    const { world, answer } = await written(json);
    expect([answer.status, (await errorOf(answer)).errorCode]).toEqual([400, errorCode]);
    expect(world.org.record(ACCOUNT)?.Name).toBe('Harbour Foods GmbH');
  });

  it.each([
    [{ Email: 'ada at harbour' }, 'Contact', CONTACT, 'INVALID_EMAIL_ADDRESS'],
    [{ Birthdate: '2026-02-30' }, 'Contact', CONTACT, 'JSON_PARSER_ERROR'],
    [{ StageName: 'Imagined' }, 'Opportunity', OPPORTUNITY, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
  ])('%j of %s is refused', async (json, object, id, errorCode) => {
    expect((await errorOf((await written(json, object, id)).answer)).errorCode).toBe(errorCode);
  });

  it('names the fields that a new record lacks', async () => {
    const answer = await sample().api('/sobjects/Contact', post({ FirstName: 'Ada' }));
    expect(await errorOf(answer)).toEqual({
      errorCode: 'REQUIRED_FIELD_MISSING',
      message: 'Required fields are missing: [LastName]',
      fields: ['LastName'],
    });
  });

  it('must come as JSON that parses', async () => {
    const world = sample();
    const broken = await world.api(account, {
      method: 'PATCH',
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect([broken.status, (await errorOf(broken)).errorCode]).toEqual([400, 'JSON_PARSER_ERROR']);
    expect((await world.api(account, { method: 'PATCH', body: 'Name=A' })).status).toBe(415);
  });
});
