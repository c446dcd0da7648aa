import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answered } from '../../../../test/setup/contract.ts';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { ACCOUNT, HOST, queryOf, requests, SYNC_ON } from '../../../../test/setup/requests.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import { capability, role as roles } from '../../api/me.ts';
import { type RouteName, routes } from '../../api/routes.ts';
import { ENDPOINT_ACCESS } from './endpoints.ts';
import { mayDo, ROLE_CAPABILITIES } from './roles.ts';

const names = Object.keys(routes) as RouteName[];
const guarded = names.filter((name) => ENDPOINT_ACCESS[name] !== 'public');
const open = names.filter((name) => ENDPOINT_ACCESS[name] === 'public');

let erp: TestErp;
beforeAll(async () => {
  erp = await startErp({
    LEDGERSIDE_REFUSED_LIMIT: '10000',
    LEDGERSIDE_WEBHOOK_HOSTS: 'hooks.example.com',
  });
  await erp.seed(scopedBooks);
  await erp.seed(scopedBooks, 'other');
  const token = await erp.token({ role: 'crm.admin', user: 'admin' });
  await erp.ask('PUT', '/api/crm/config', { token, json: SYNC_ON, headers: { 'If-Match': '"0"' } });
});
afterAll(() => erp.close());

const ask = (name: RouteName, token?: string) => {
  const { method, path, ...more } = requests[name];
  return erp.ask(method, path, { ...more, ...(token === undefined ? {} : { token }) });
};

test('every endpoint says who may call it, and has a request in this matrix', () => {
  expect(Object.keys(ENDPOINT_ACCESS).sort()).toEqual([...names].sort());
  expect(Object.keys(requests).sort()).toEqual([...names].sort());
});

test('only what tells nothing of a tenant answers without a token', () => {
  expect(open).toEqual(['getHealth', 'getReadiness', 'getContract']);
});

test('the role matrix is the one of the specification', () => {
  const rows = roles.options.map((role) =>
    [role, ...capability.options.map((each) => (mayDo(role, each) ? 'yes' : 'no'))].join(' '),
  );
  expect(rows).toEqual([
    'crm.read yes no no no no no no no',
    'crm.sync yes yes yes yes yes no no no',
    'crm.admin yes yes yes yes yes yes yes yes',
  ]);
  expect(new Set(Object.values(ROLE_CAPABILITIES).flat()).size).toBe(capability.options.length);
});

/** Endpoint × role as it is meant to be, written down a second time: a change of one alone is noticed. */
const MATRIX = `
                        crm.read crm.sync crm.admin
getMe                   yes      yes      yes
listCustomers           yes      yes      yes
matchCustomers          yes      yes      yes
getCustomer             yes      yes      yes
listInvoices            yes      yes      yes
listOrders              yes      yes      yes
listPayments            yes      yes      yes
listQuotes              yes      yes      yes
listProductsBought      yes      yes      yes
listContacts            yes      yes      yes
getRecordView           yes      yes      yes
listLinks               yes      yes      yes
putLink                 no       yes      yes
deleteLink              no       yes      yes
putNeverLink            no       yes      yes
deleteNeverLink         no       yes      yes
getSync                 yes      yes      yes
triggerSync             no       yes      yes
syncCustomer            no       yes      yes
listChanges             no       yes      yes
readSyncLinks           no       yes      yes
readErpRecords          no       yes      yes
prepareSync             no       yes      yes
commitSync              no       yes      yes
repointSync             no       yes      yes
takeLease               no       yes      yes
reportRun               no       yes      yes
listDeadLetters         yes      yes      yes
putDeadLetter           no       yes      yes
deleteDeadLetter        no       yes      yes
askBrake                no       yes      yes
listBrakeQuestions      yes      yes      yes
approveBrake            no       yes      yes
resumeSync              no       no       yes
listTwins               yes      yes      yes
answerTwin              no       yes      yes
lookForTwins            no       yes      yes
settleTwins             no       yes      yes
recordTwins             no       yes      yes
releaseTwins            no       yes      yes
listTwinDoubts          no       yes      yes
suspectTwins            no       yes      yes
listConflicts           yes      yes      yes
resolveConflicts        no       yes      yes
getRecordStatus         yes      yes      yes
convertOpportunity      no       yes      yes
listWebhooks            no       no       yes
createWebhook           no       no       yes
deleteWebhook           no       no       yes
getConfig               yes      yes      yes
putConfig               no       no       yes
getFieldMapping         yes      yes      yes
getMappingDefaults      yes      yes      yes
putFieldMapping         no       no       yes
listErpFields           yes      yes      yes
getHubspotSetup         yes      yes      yes
exchangeHubspotCode     yes      yes      yes
refreshHubspotToken     yes      yes      yes
deleteHubspotConnection yes      yes      yes
`;
const [, ...rows] = MATRIX.trim()
  .split('\n')
  .map((row) => row.trim().split(/\s+/));
const cells = [['', ...roles.options], ...rows]
  .slice(1)
  .flatMap(([name, ...allowed]) =>
    roles.options.map((role, index) => [name as RouteName, role, allowed[index]] as const),
  );

describe('endpoint × role', () => {
  test('has a row for every endpoint that asks for a token', () => {
    expect([...new Set(cells.map(([name]) => name))].sort()).toEqual([...guarded].sort());
  });

  test.each(cells)('%s as %s: %s', async (name, role, allowed) => {
    const { status, body } = await ask(name, await erp.token({ role }));
    if (allowed === 'no') {
      expect(status).toBe(403);
      expect(body).toMatchObject({ code: 'role.forbidden', title: "You don't have permission." });
    } else {
      // 409: of a question that nobody asks.
      expect([200, 201, 202, 204, 404, 409]).toContain(status);
    }
  });
});

describe.each(guarded)('%s without a good token', (name) => {
  const refused = async (token: string | undefined, code: string) => {
    const { status, headers, body } = await ask(name, token);
    expect(status).toBe(401);
    expect(body).toMatchObject({ code });
    expect(headers.get('www-authenticate')).toMatch(/^Bearer /);
  };
  test('missing', () => refused(undefined, 'token.missing'));
  test('malformed', () => refused('sesame', 'token.unknown'));
  test('of the right form, but never made', () => refused(`lst_${'A'.repeat(43)}`, 'token.unknown'));
  test('expired', async () => {
    const token = await erp.token({ days: 1 });
    const before = erp.clock;
    erp.clock = new Date(before.getTime() + 86_400_000);
    try {
      await refused(token, 'token.expired');
    } finally {
      erp.clock = before;
    }
  });
  test('revoked', async () => {
    const token = await erp.token({ user: `gone-${name}` });
    await erp.do({ do: 'revokeUser', tenant: 'default', user: `gone-${name}` });
    await refused(token, 'token.revoked');
  });
});

test.each(open)('%s answers without a token', async (name) => {
  expect((await ask(name)).status).toBe(200);
});

test('another way of writing the token is no way in', async () => {
  const token = await erp.token();
  for (const authorization of [
    `Basic ${token}`,
    token,
    `Bearer  ${token}`,
    `Bearer ${token} ${token}`,
    `Bearer ${token}x`,
  ]) {
    const { status } = await erp.get('/api/crm/me', undefined, { Authorization: authorization });
    expect(status).toBe(401);
  }
  const { status } = await erp.get('/api/crm/me', undefined, { Authorization: `bearer ${token}` });
  expect(status).toBe(200);
});

test('one token can be revoked by its id, and the others of the user stay', async () => {
  const made = await erp.do({
    do: 'createToken',
    tenant: 'default',
    user: 'two-devices',
    team: null,
    role: 'crm.read',
    scope: 'all',
    days: 5,
  });
  const other = await erp.token({ user: 'two-devices' });
  expect(await erp.do({ do: 'revokeToken', tenant: 'default', id: made.id })).toEqual({ revoked: 1 });
  expect(await erp.do({ do: 'revokeToken', tenant: 'default', id: made.id })).toEqual({ revoked: 0 });
  expect((await erp.get('/api/crm/me', String(made.token))).status).toBe(401);
  expect((await erp.get('/api/crm/me', other)).status).toBe(200);
});

describe('scope', () => {
  const ids = async (token: string) => {
    const { body } = await erp.get('/api/crm/customers', token);
    return (body as { customers: { id: string }[] }).customers.map(({ id }) => id);
  };
  const scoped = {
    all: () => erp.token({ scope: 'all' }),
    north: () => erp.token({ scope: 'team', team: 'north' }),
    south: () => erp.token({ scope: 'team', team: 'south' }),
    ann: () => erp.token({ scope: 'own', user: 'ann' }),
    nobody: () => erp.token({ scope: 'own', user: 'nobody' }),
  };
  test.each([
    ['all', ['C1', 'C2', 'C3', 'C4']],
    ['north', ['C1', 'C2']],
    ['south', ['C3']],
    ['ann', ['C1']],
    ['nobody', []],
  ] as const)('%s sees %j', async (who, expected) => {
    expect(await ids(await scoped[who]())).toEqual(expected);
  });

  const reading: readonly RouteName[] = [
    'getCustomer',
    'listInvoices',
    'listOrders',
    'listPayments',
    'listQuotes',
    'listProductsBought',
    'listContacts',
    'putLink',
  ];
  test.each(reading)('%s of a customer outside it is not there', async (name) => {
    const { status, body } = await ask(name, await scoped.south());
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: 'customer.unknown' });
  });

  test('a record page shows neither links nor customers outside it', async () => {
    const all = await scoped.all();
    const record = { ...ACCOUNT, id: '001000000000002AAA' };
    for (const customer of ['C1', 'C3']) {
      await erp.ask('PUT', '/api/crm/links', { token: all, json: { record, host: HOST, customer } });
    }
    const path = `/api/crm/record-view?${queryOf(record)}`;
    const view = await erp.get(path, await scoped.south());
    expect(view.body).toMatchObject({ links: [{ customer: 'C3' }], customers: [{ id: 'C3' }] });
    const links = await erp.get(`/api/crm/links?${queryOf(record)}`, await scoped.south());
    expect(links.body).toMatchObject({ links: [{ customer: 'C3' }] });
    const [first] = (view.body as { links: { id: string }[] }).links;
    const parted = await erp.ask('DELETE', `/api/crm/links/${first?.id}`, {
      token: await scoped.ann(),
      headers: { 'If-Match': '"1"' },
    });
    expect(parted.status).toBe(404);
  });

  test('a match suggests nobody outside it', async () => {
    const path = '/api/crm/customers/match?name=Alder%20Works';
    expect((await erp.get(path, await scoped.ann())).body).toMatchObject({
      suggestions: [{ customer: { id: 'C1' } }],
    });
    expect((await erp.get(path, await scoped.south())).body).toEqual({ suggestions: [] });
  });
});

describe('tenant', () => {
  test('the same CRM record is linked in each tenant on its own', async () => {
    const record = { ...ACCOUNT, id: '001000000000003AAA' };
    const here = await erp.token();
    const there = await erp.token({ tenant: 'other' });
    const json = { record, host: HOST, customer: 'C1' };
    const made = await erp.ask('PUT', '/api/crm/links', { token: here, json });
    expect(made.status).toBe(201);
    const view = `/api/crm/record-view?${queryOf(record)}`;
    expect((await erp.get(view, there)).body).toMatchObject({ links: [], customers: [] });
    const path = `/api/crm/links/${(made.body as { id: string }).id}`;
    const parted = await erp.ask('DELETE', path, { token: there, headers: { 'If-Match': '"1"' } });
    expect(parted.status).toBe(404);
    expect((await erp.ask('PUT', '/api/crm/links', { token: there, json })).status).toBe(201);
  });

  test('a tenant without books has no company and no customers', async () => {
    const token = await erp.token({ tenant: 'empty' });
    expect((await erp.get('/api/crm/me', token)).body).toMatchObject({ tenant: 'empty', company: null });
    expect((await erp.get('/api/crm/customers', token)).body).toEqual({ customers: [], nextCursor: null });
    expect((await ask('getCustomer', token)).status).toBe(404);
    expect((await ask('listInvoices', token)).status).toBe(404);
  });
});

test('all of these answers were checked against the contract', () => {
  expect([...answered.keys()].sort()).toEqual([...names].sort());
});
