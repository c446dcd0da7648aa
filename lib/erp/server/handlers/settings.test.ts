import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../test/setup/emptyData.ts';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { SYNC_ON } from '../../../../test/setup/requests.ts';
import { DEFAULT_CONFIG } from '../../api/config.ts';
import { erpObject as erpObjects } from '../../api/erpFields.ts';
import { inTenant } from '../database/tenant.ts';
import { readConfig, saveSetting } from '../sync/settings.ts';

let erp: TestErp;
let admin: string;
beforeAll(async () => {
  erp = await startErp();
  admin = await erp.token({ role: 'crm.admin' });
});
afterAll(() => erp.close());

const put = (path: string, json: unknown, etag?: string) =>
  erp.ask('PUT', `/api/crm/${path}`, {
    token: admin,
    json,
    ...(etag === undefined ? {} : { headers: { 'If-Match': etag } }),
  });

test('everything is off until an administrator turns it on', async () => {
  const { body, headers } = await erp.get('/api/crm/config', admin);
  expect(body).toEqual({ version: 0, config: DEFAULT_CONFIG, autoOrderSince: null });
  expect(headers.get('etag')).toBe('"0"');
  expect(Object.values(DEFAULT_CONFIG.flags)).toEqual([false, false, false, false]);
});

test('settings are saved as a new version, on the one that was read', async () => {
  expect((await put('config', SYNC_ON)).status).toBe(428);
  const saved = await put('config', SYNC_ON, '"0"');
  expect([saved.status, saved.headers.get('etag'), saved.body]).toEqual([
    200,
    '"1"',
    { version: 1, config: SYNC_ON, autoOrderSince: expect.any(String) },
  ]);
  for (const stale of ['"0"', '"2"', 'W/"1"', '*', '1', 'x']) {
    const { status, body } = await put('config', DEFAULT_CONFIG, stale);
    expect([status, body]).toEqual([412, expect.objectContaining({ code: 'setting.changed' })]);
  }
  const races = await Promise.all(
    Array.from({ length: 5 }, (_, index) =>
      put('config', { ...SYNC_ON, intervalSeconds: 60 + index }, '"1"'),
    ),
  );
  expect(races.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
  expect((await erp.get('/api/crm/config', admin)).body).toMatchObject({ version: 2 });
});

test('since when won opportunities become orders is told, and only switching it off and on again changes it', async () => {
  const read = async () =>
    (await erp.get('/api/crm/config', admin)).body as { version: number; autoOrderSince: string | null };
  const save = async (config: object) => {
    const { version } = await read();
    return (await put('config', config, `"${version}"`)).body as { autoOrderSince: string | null };
  };
  const { autoOrderSince: first } = await read();
  // A CRM keeps the time of what is won in this very second without its milliseconds.
  expect(first).toMatch(/:\d\d\.000Z$/);
  expect(Date.parse(first ?? '')).toBeLessThanOrEqual(Date.now());
  expect((await save({ ...SYNC_ON, intervalSeconds: 90 })).autoOrderSince).toBe(first);
  const off = { ...SYNC_ON, flags: { ...SYNC_ON.flags, m38_crm_auto_order: false } };
  expect((await save(off)).autoOrderSince).toBeNull();
  expect((await read()).autoOrderSince).toBeNull();
  const { autoOrderSince: second } = await save(SYNC_ON);
  expect(Date.parse(second ?? '')).toBeGreaterThanOrEqual(Date.parse(first ?? ''));
  expect((await read()).autoOrderSince).toBe(second);
});

test('settings that are none are refused by name', async () => {
  const { status, body } = await put('config', { ...SYNC_ON, intervalSeconds: 5, colour: 'red' }, '"2"');
  expect(status).toBe(422);
  expect((body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toContain(
    'intervalSeconds',
  );
});

test('settings that were saved before a run was judged as a whole keep their limits per hour', async () => {
  const database = await openEmptyPglite();
  const { brake: _, ...old } = SYNC_ON;
  const brake = { updates: 7, clears: null, deletes: 3, orders: null };
  const held = await inTenant(database, 'default', async (transaction) => {
    await saveSetting(
      transaction,
      { tenant: 'default', user: 'ann', visibleTo: { scope: 'all' } },
      'config',
      0,
      {
        ...old,
        brake,
      },
    );
    return readConfig(transaction, 'default', 'look');
  });
  await database.close();
  const { brake: today } = DEFAULT_CONFIG;
  expect(held.content.brake).toEqual({ ...today, perHour: { ...today.perHour, ...brake } });
});

const PAIR = 'field-mapping?system=salesforce&object=Account&erpObject=customer';
type Direction = 'both' | 'toCrm' | 'toErp';
const rule = (erpField: string, direction: Direction, more: object = {}) => ({
  key: `rule-${erpField}`,
  crmField: `Crm_${erpField}`,
  erpField,
  flow:
    direction === 'both'
      ? { direction, policy: 'lastWriteWins', firstTime: 'ask' }
      : { direction, firstTime: 'ask' },
  steps: [{ step: 'trim' }],
  blanks: 'keep',
  group: null,
  askAbove: null,
  ...more,
});

test('a mapping has versions of its own per pair of objects', async () => {
  const before = await erp.get(`/api/crm/${PAIR}`, admin);
  expect(before.body).toMatchObject({ version: 0 });
  const mapping = { rules: [rule('city', 'both'), rule('creditLimit', 'toCrm')] };
  const held = {
    ...mapping,
    enabled: true,
    create: { toErp: false, toCrm: false },
    scope: { kind: 'all' },
  };
  expect((await put(PAIR, mapping, '"0"')).body).toMatchObject({
    version: 1,
    object: 'Account',
    mapping: held,
  });
  expect((await put(PAIR, mapping, '"0"')).status).toBe(412);
  expect((await erp.get(`/api/crm/${PAIR}`, admin)).body).toMatchObject({ version: 1, mapping: held });
  const other = PAIR.replace('Account', 'Contact');
  expect((await erp.get(`/api/crm/${other}`, admin)).body).toMatchObject({ version: 0 });
});

test('a mapping says whether it is on, whose records it is about and where twins are made', async () => {
  const mapping = {
    enabled: false,
    create: { toErp: true, toCrm: true },
    scope: { kind: 'field', field: 'Type', equals: 'Customer' },
    rules: [rule('name', 'both')],
  };
  const pair = PAIR.replace('Account', 'Account2');
  expect((await put(pair, mapping, '"0"')).body).toMatchObject({ mapping });
  const owned = await put(pair, { ...mapping, scope: { kind: 'owned' } }, '"1"');
  expect(owned.body).toMatchObject({ version: 2, mapping: { scope: { kind: 'owned' } } });
});

test('until somebody saves another, the default of the pair holds; of a pair without one nothing is synced', async () => {
  for (const system of ['salesforce', 'hubspot']) {
    const { body } = await erp.get(`/api/crm/field-mapping/defaults?system=${system}`, admin);
    const { defaults } = body as { defaults: { object: string; erpObject: string; mapping: object }[] };
    expect(defaults.map(({ erpObject }) => erpObject)).toEqual(erpObjects.options);
    for (const { object, erpObject, mapping } of defaults) {
      const query = `system=${system}&object=${object}&erpObject=${erpObject}`;
      const one = await erp.get(`/api/crm/field-mapping/defaults?${query}`, admin);
      expect(one.body).toEqual({ defaults: [{ system, object, erpObject, mapping }] });
      // In a tenant of its own: nobody has saved anything there.
      const other = await erp.token({ tenant: 'fresh' });
      const held = await erp.get(`/api/crm/field-mapping?${query}`, other);
      expect(held.body).toEqual({ system, object, erpObject, version: 0, mapping });
      // The ERP takes its own defaults.
      const token = await erp.token({ tenant: 'fresh', role: 'crm.admin' });
      const saved = await erp.ask('PUT', `/api/crm/field-mapping?${query}`, {
        token,
        json: mapping,
        headers: { 'If-Match': '"0"' },
      });
      expect(saved.body).toEqual({ system, object, erpObject, version: 1, mapping });
    }
  }
  const unthought = PAIR.replace('object=Account', 'object=Lead');
  expect((await erp.get(`/api/crm/${unthought}`, admin)).body).toMatchObject({
    version: 0,
    mapping: { enabled: false, rules: [] },
  });
});

test.each([
  ['creditLimit', 'both'],
  ['creditLimit', 'toErp'],
  ['taxId', 'toErp'],
  ['bankAccount', 'both'],
  ['currency', 'both'],
  ['parent', 'toErp'],
] as const)('no mapping turns %s round, which is not the CRM’s to write: %s', async (field, direction) => {
  const { status, body } = await put(PAIR, { rules: [rule(field, direction)] }, '"1"');
  expect(status).toBe(422);
  expect(body).toMatchObject({ errors: [{ path: 'rules.0.flow.direction' }] });
});

test('what is given when a record is made may be mapped; an opportunity’s currency is the CRM’s', async () => {
  const pair = 'field-mapping?system=hubspot&object=deal&erpObject=opportunity';
  const rules = [rule('customer', 'toErp'), rule('currency', 'toErp'), rule('amount', 'toErp')];
  expect((await put(pair, { rules }, '"0"')).status).toBe(200);
});

test.each<[string, object, string, string]>([
  [
    'a field that the ERP does not have',
    { rules: [rule('shoeSize', 'toCrm')] },
    'rules.0.erpField',
    'Rule "rule-shoeSize": a customer of the ERP has no such field.',
  ],
  [
    'two rules that write one ERP field',
    { rules: [rule('city', 'both'), rule('city', 'toErp', { key: 'town', crmField: 'Town' })] },
    'rules.1.erpField',
    'Rules "rule-city" and "town" both write the ERP field city; one of them has to go.',
  ],
  [
    'two rules that write one CRM field',
    { rules: [rule('city', 'toCrm'), rule('country', 'both', { crmField: 'Crm_city' })] },
    'rules.1.crmField',
    'Rules "rule-city" and "rule-country" both write the CRM field Crm_city; one of them has to go.',
  ],
])('%s: refused with a sentence that names the rule', async (_, mapping, path, message) => {
  const { status, body } = await put(PAIR, mapping, '"1"');
  expect(status).toBe(422);
  expect(body).toMatchObject({ errors: [{ path, message }] });
});

test('one ERP field may be shown in two CRM fields, and read from one', async () => {
  const rules = [rule('city', 'both'), rule('city', 'toCrm', { key: 'town', crmField: 'Town' })];
  expect((await put(PAIR.replace('Account', 'Account3'), { rules }, '"0"')).status).toBe(200);
});

test('orders are never made from the CRM, nor deals from the ERP', async () => {
  const orders = 'field-mapping?system=salesforce&object=Order&erpObject=order';
  const deals = 'field-mapping?system=salesforce&object=Opportunity&erpObject=opportunity';
  const create = { toErp: true, toCrm: true };
  const made = await put(orders, { rules: [], create }, '"0"');
  expect(made).toMatchObject({ status: 422, body: { errors: [{ path: 'create.toErp' }] } });
  const begun = await put(deals, { rules: [], create }, '"0"');
  expect(begun).toMatchObject({ status: 422, body: { errors: [{ path: 'create.toCrm' }] } });
});

test('two rules of one key are refused', async () => {
  const { status } = await put(PAIR, { rules: [rule('city', 'both'), rule('city', 'both')] }, '"1"');
  expect(status).toBe(422);
});
