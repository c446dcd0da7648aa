import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { idOf } from '../ids.ts';
import { createSalesforceOrg, DEFAULT_USER } from '../org.ts';
import { ACCOUNT, type Sample, sample } from '../sample.ts';

const page = (path: string, init: RequestInit = {}, world: Sample = sample({ detailsDelay: 0 })) =>
  world.org.fetch(new Request(`https://${world.org.lightningHost}${path}`, init));

const aura = async (parameters: Record<string, string>, world?: Sample): Promise<unknown> => {
  const answer = await page('/aura?r=1', { method: 'POST', body: new URLSearchParams(parameters) }, world);
  return ((await answer.json()) as { returnValue: unknown }).returnValue;
};

const CLIENT = readdirSync(join(import.meta.dirname, 'client'));

describe('every Lightning address', () => {
  it.each([
    `/lightning/r/Account/${ACCOUNT}/view`,
    `/lightning/r/${ACCOUNT}/view`,
    `/lightning/r/Account/${ACCOUNT}/related/Contacts/view?ws=%2Flightning%2Fr%2FAccount%2F${ACCOUNT}%2Fview`,
    `/lightning/r/Account/${ACCOUNT}/edit`,
    '/lightning/o/Account/list?filterName=AllAccounts',
    '/lightning/page/home',
    `/lightning/setup/ObjectManager/home?address=%2F${ACCOUNT}`,
    '/lightning/app/console',
    '/lightning/n/Territory_Planning',
  ])('%s is the same page, under a policy that allows nothing inline', async (path) => {
    const answer = await page(path);
    const policy = answer.headers.get('content-security-policy') ?? '';
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toContain('unsafe');
    expect(html).toContain('src="/_sim/client/main.ts"');
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
  });

  it('is a frame’s own page where a frame asks, though it looks like a record’s', async () => {
    const html = await (await page(`/lightning/r/Account/${ACCOUNT}/view?isdtp=p1`)).text();
    expect(html).toContain('Delivery Schedule');
    expect(html).not.toContain('<script');
  });

  it('else is not there, and the host alone leads home', async () => {
    expect((await page('/somewhere')).status).toBe(404);
    expect((await page('/')).headers.get('location')).toBe('/lightning/page/home');
  });

  it('of Setup shows the address as text', async () => {
    const html = await (await page(`/lightning/setup-frame?address=${encodeURIComponent('<b>1')}`)).text();
    expect(html).toContain('&lt;b&gt;1');
  });

  it('of the API leads to My Domain', async () => {
    const answer = await page('/services/data/v66.0/limits?x=1', { method: 'POST' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      'https://acme.my.salesforce.com/services/data/v66.0/limits?x=1',
    ]);
  });
});

describe('what a page asks for', () => {
  it('is the record as the user sees it', async () => {
    const world = sample({ detailsDelay: 0 });
    world.org.bites.on('fieldHidden', { user: DEFAULT_USER.id, object: 'Account', field: 'Industry' });
    const top = (await aura({ action: 'RecordUi.getHighlights', id: ACCOUNT }, world)) as {
      name: string;
      fields: { label: string }[];
    };
    expect(top.name).toBe('Harbour Foods GmbH');
    expect(top.fields.map(({ label }) => label)).toEqual(['Type', 'Phone', 'Website', 'Account Owner']);
  });

  it('is its details and its related lists', async () => {
    expect(await aura({ action: 'RecordUi.getDetails', id: ACCOUNT })).toMatchObject({
      fields: expect.arrayContaining([
        { label: 'Annual Revenue', text: '€12,500,000.00', href: null },
      ]) as unknown,
      related: [
        {
          list: 'Contacts',
          rows: [
            [
              { text: 'Ada Brandt' },
              expect.anything(),
              expect.anything(),
              expect.anything(),
              expect.anything(),
            ],
          ],
        },
        { list: 'Opportunities', rows: [expect.anything()] },
        { list: 'ChildAccounts', rows: [expect.anything()] },
      ],
    });
    const contacts = await aura({ action: 'RecordUi.getRelated', id: ACCOUNT, list: 'Contacts' });
    expect(contacts).toMatchObject({ label: 'Contacts', icon: 'contact' });
  });

  it('is a list in order of name', async () => {
    const view = (await aura({ action: 'ListUi.getList', object: 'Account' })) as {
      rows: { text: string }[][];
    };
    expect(view.rows.map(([name]) => name?.text)).toEqual([
      'Harbour Foods GmbH',
      "O'Brien & Sons",
      'Zephyr 100% Wind_Power',
    ]);
  });

  it.each([
    { action: 'RecordUi.getHighlights', id: idOf('Account', 900) },
    { action: 'RecordUi.getHighlights', id: 'nonsense' },
    { action: 'RecordUi.getDetails', id: DEFAULT_USER.id.replace('005', '00Z') },
    { action: 'RecordUi.getRelated', id: ACCOUNT, list: 'Invoices' },
    { action: 'ListUi.getList', object: 'User' },
  ])('%j is not there', async (ask) => {
    expect(await aura(ask)).toBeNull();
  });

  it('is nothing where the record is hidden', async () => {
    const world = sample();
    world.org.bites.on('recordHidden', { user: DEFAULT_USER.id, id: ACCOUNT });
    expect(await aura({ action: 'RecordUi.getHighlights', id: ACCOUNT }, world)).toBeNull();
  });

  it('must be something the host knows', async () => {
    const answer = await page('/aura', { method: 'POST', body: new URLSearchParams({ action: 'Apex.run' }) });
    expect(answer.status).toBe(400);
  });
});

describe('what a page loads', () => {
  it.each(CLIENT)('%s is a script without types, and what it imports is there', async (name) => {
    const code = await (await page(`/_sim/client/${name}`)).text();
    expect(code).not.toContain('interface ');
    for (const [, imported] of code.matchAll(/from '\.\/(\w+\.ts)'/g)) expect(CLIENT).toContain(imported);
  });

  it.each([
    ['/_slds/styles/salesforce-lightning-design-system.min.css', 'text/css'],
    ['/_slds/icons/standard-sprite/svg/symbols.svg', 'image/svg+xml'],
    ['/_sim/lightning.css', 'text/css'],
    ['/_sim/synthetic-shadow.js', 'text/javascript'],
  ])('%s', async (path, type) => {
    const answer = await page(path);
    expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, type]);
  });

  it.each([
    '/_slds/%2e%2e%2fpackage.json',
    '/_slds/..%2f..%2f..%2fpackage.json',
    '/_slds/nothing.css',
    '/_sim/client/..%2fapp.ts',
    '/_sim/client/none',
    '/_sim/client/none.ts',
  ])('%s is not there', async (path) => {
    expect((await page(path)).status).toBe(404);
  });
});

describe('an org', () => {
  it('that is a sandbox has hosts of its own, and knows no others', async () => {
    const { org } = sample({ myDomain: 'acme--uat' });
    expect(org.hosts).toEqual([
      'acme--uat.sandbox.lightning.force.com',
      'acme--uat.sandbox.my.salesforce.com',
    ]);
    expect((await org.fetch(new Request('https://acme.my.salesforce.com/'))).status).toBe(421);
  });

  it.each([
    [{ Account: [{ Name: 'A', Turnover: 5 }] }, 'Account has no field Turnover.'],
    [{ Account: [{ Name: 'A', Id: '001' }] }, 'Account 001 is no 18-character id.'],
    [{ Contact: [{ LastName: 'A', AccountId: idOf('Account', 7) }] }, 'which is not there.'],
    [{ AccountContactRelation: [{ Roles: 'A' }] }, 'This org has no object AccountContactRelation.'],
  ])('does not take records that do not fit: %j', (records, message) => {
    expect(() => createSalesforceOrg({ myDomain: 'acme', records })).toThrow(message);
  });

  it('may have person accounts, several currencies and contacts of several accounts', async () => {
    const { org } = sample({
      features: { personAccounts: true, multiCurrency: true, contactsToMultipleAccounts: true },
      records: {
        Account: [
          {
            Id: ACCOUNT,
            Name: 'Ada Brandt',
            LastName: 'Brandt',
            IsPersonAccount: true,
            CurrencyIsoCode: 'JPY',
          },
        ],
      },
    });
    expect(org.record(ACCOUNT)).toMatchObject({ IsPersonAccount: true, CurrencyIsoCode: 'JPY' });
    expect(org.records('AccountContactRelation')).toEqual([]);
  });
});
