import { describe, expect, it } from 'vitest';
import { idOf } from '../ids.ts';
import { ACCOUNT, CONTACT, errorOf, OTHER_ACCOUNT, SECOND_USER, sample } from '../sample.ts';

const account = `/sobjects/Account/${ACCOUNT}`;
const patch = (json: unknown) => ({ method: 'PATCH', json });

describe('conditions', () => {
  it('an Account that was changed refuses the old ETag with 412, and accepts its own', async () => {
    const world = sample();
    const etag = (await world.api(account)).headers.get('etag') ?? '';
    const write = (tag: string) =>
      world.api(account, { ...patch({ Phone: '1' }), headers: { 'if-match': tag } });
    expect((await write(etag)).status).toBe(204);
    const again = await write(etag);
    expect([again.status, (await errorOf(again)).errorCode]).toEqual([412, 'PRECONDITION_FAILED']);
  });

  it('an unchanged record is not sent again', async () => {
    const world = sample();
    const { headers } = await world.api(account);
    const byTag = await world.api(account, { headers: { 'if-none-match': headers.get('etag') ?? '' } });
    const byTime = await world.api(`/sobjects/Contact/${CONTACT}`, {
      headers: { 'if-modified-since': headers.get('last-modified') ?? '' },
    });
    expect([byTag.status, byTime.status, await byTag.text()]).toEqual([304, 304, '']);
  });

  it('an edit of a later second is seen by If-Unmodified-Since', async () => {
    const world = sample();
    const seen = (await world.api(account)).headers.get('last-modified') ?? '';
    world.clock.ms += 1_000;
    world.org.update(ACCOUNT, { Phone: '2' });
    const answer = await world.api(account, {
      ...patch({ Phone: '1' }),
      headers: { 'if-unmodified-since': seen },
    });
    expect([answer.status, world.org.record(ACCOUNT)?.Phone]).toEqual([412, '2']);
  });
});

describe('describe', () => {
  it('lists the objects and, per object, the fields that the user sees', async () => {
    const world = sample({ features: { leads: false } });
    world.org.bites.on('fieldHidden', { user: SECOND_USER.id, object: 'Account', field: 'AnnualRevenue' });
    const { sobjects } = (await (await world.api('/sobjects')).json()) as { sobjects: { name: string }[] };
    expect(sobjects.map(({ name }) => name)).toEqual([
      'Account',
      'Contact',
      'Opportunity',
      'User',
      'Quote',
      'Order',
    ]);
    const fields = async (user: string) => {
      const answer = await world.api('/sobjects/Account/describe', { user });
      return ((await answer.json()) as { fields: { name: string }[] }).fields.map(({ name }) => name);
    };
    expect(await fields(idOf('User', 1))).toContain('AnnualRevenue');
    expect(await fields(SECOND_USER.id)).not.toContain('AnnualRevenue');
  });

  it('answers 304 to its ETag and its Last-Modified', async () => {
    const world = sample();
    const { headers } = await world.api('/sobjects/Account/describe');
    for (const [name, value] of [
      ['if-none-match', headers.get('etag')],
      ['if-modified-since', headers.get('last-modified')],
    ] as const) {
      const answer = await world.api('/sobjects/Account/describe', { headers: { [name]: value ?? '' } });
      expect(answer.status).toBe(304);
    }
  });
});

describe('an upsert by external id', () => {
  const path = (value: string) => `/sobjects/Account/Customer_Number__c/${encodeURIComponent(value)}`;

  it('creates with 201 and changes with 200, and says which', async () => {
    const world = sample();
    const made = await world.api(path('C/2 002'), patch({ Name: 'Made' }));
    expect([made.status, await made.json()]).toMatchObject([201, { success: true, created: true }]);
    const changed = await world.api(path('C/2 002'), patch({ Name: 'Changed' }));
    expect([changed.status, await changed.json()]).toMatchObject([200, { success: true, created: false }]);
    expect(await (await world.api(`${path('c/2 002')}?fields=Name`)).json()).toMatchObject({
      Name: 'Changed',
    });
  });

  it('finds several where the field is not unique after all: 300', async () => {
    const world = sample();
    world.org.bites.off('uniqueFields');
    world.org.update(OTHER_ACCOUNT, { Customer_Number__c: 'C-1001' });
    const answer = await world.api(path('C-1001'), patch({ Name: 'Which?' }));
    expect([answer.status, await answer.json()]).toMatchObject([
      300,
      [expect.any(String), expect.any(String)],
    ]);
  });

  it('by another field is not found', async () => {
    expect((await sample().api('/sobjects/Account/Phone/1', patch({}))).status).toBe(404);
  });
});
