import { afterAll, beforeAll, expect, test } from 'vitest';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { SYNC_ON } from '../../../../test/setup/requests.ts';
import { DEFAULT_CONFIG } from '../../api/config.ts';

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
  expect(body).toEqual({ version: 0, config: DEFAULT_CONFIG });
  expect(headers.get('etag')).toBe('"0"');
  expect(Object.values(DEFAULT_CONFIG.flags)).toEqual([false, false, false, false]);
});

test('settings are saved as a new version, on the one that was read', async () => {
  expect((await put('config', SYNC_ON)).status).toBe(428);
  const saved = await put('config', SYNC_ON, '"0"');
  expect([saved.status, saved.headers.get('etag'), saved.body]).toEqual([
    200,
    '"1"',
    { version: 1, config: SYNC_ON },
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

test('settings that are none are refused by name', async () => {
  const { status, body } = await put('config', { ...SYNC_ON, intervalSeconds: 5, colour: 'red' }, '"2"');
  expect(status).toBe(422);
  expect((body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toContain(
    'intervalSeconds',
  );
});

const PAIR = 'field-mapping?system=salesforce&object=Account&erpObject=customer';
const rule = (erpField: string, direction: 'both' | 'toCrm' | 'toErp') => ({
  key: `rule-${erpField}`,
  crmField: 'BillingCity',
  erpField,
  flow:
    direction === 'both'
      ? { direction, policy: 'lastWriteWins', firstTime: 'ask' }
      : { direction, firstTime: 'ask' },
  steps: [{ step: 'trim' }],
  blanks: 'keep',
  group: null,
  askAbove: null,
});

test('a mapping has versions of its own per pair of objects', async () => {
  expect((await erp.get(`/api/crm/${PAIR}`, admin)).body).toMatchObject({
    version: 0,
    mapping: { rules: [] },
  });
  const mapping = { rules: [rule('city', 'both'), rule('creditLimit', 'toCrm')] };
  expect((await put(PAIR, mapping, '"0"')).body).toMatchObject({ version: 1, object: 'Account', mapping });
  expect((await put(PAIR, mapping, '"0"')).status).toBe(412);
  expect((await erp.get(`/api/crm/${PAIR}`, admin)).body).toMatchObject({ version: 1, mapping });
  const other = PAIR.replace('Account', 'Contact');
  expect((await erp.get(`/api/crm/${other}`, admin)).body).toMatchObject({ version: 0 });
});

test.each([
  ['creditLimit', 'both'],
  ['creditLimit', 'toErp'],
  ['taxId', 'toErp'],
  ['bankAccount', 'both'],
] as const)('no mapping turns finance’s %s round: %s', async (field, direction) => {
  const { status, body } = await put(PAIR, { rules: [rule(field, direction)] }, '"1"');
  expect(status).toBe(422);
  expect(body).toMatchObject({ errors: [{ path: 'rules.0.flow.direction' }] });
});

test('two rules of one key are refused', async () => {
  const { status } = await put(PAIR, { rules: [rule('city', 'both'), rule('city', 'both')] }, '"1"');
  expect(status).toBe(422);
});
