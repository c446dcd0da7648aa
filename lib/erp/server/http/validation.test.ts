import { afterAll, beforeAll, expect, test } from 'vitest';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { requests } from '../../../../test/setup/requests.ts';
import type { RouteName } from '../../api/routes.ts';

let erp: TestErp;
let token: string;
beforeAll(async () => {
  erp = await startErp({ LEDGERSIDE_RATE_LIMIT: '100000' });
  token = await erp.token({ role: 'crm.admin' });
});
afterAll(() => erp.close());

const bodies = Object.entries(requests)
  .filter(([, { json }]) => json !== undefined)
  .map(([name]) => name as RouteName);

/** The same value with everything in it of another kind. */
const twisted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(twisted);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, twisted(each)]));
  return typeof value === 'string' ? 7.5 : 'seven and a half';
};

test.each(bodies)('%s says what is wrong with a body in sentences', async (name) => {
  const { method, path, headers = {}, json } = requests[name];
  for (const body of [{}, [], 'text', twisted(json), { ...(json as object), shoeSize: 44 }]) {
    const answer = await erp.ask(method, path, { token, headers, json: body });
    if (answer.status !== 422) continue;
    const { errors = [] } = answer.body as { errors?: { path: string; message: string }[] };
    expect(errors.length).toBeGreaterThan(0);
    for (const { message } of errors) {
      expect(message).toMatch(/^["A-Z0-9/].*\.$/s);
      expect(message).not.toMatch(/Invalid|expected|received|Unrecognized|Too (small|big)/);
    }
  }
});

test('a parameter is refused in a sentence, too', async () => {
  const { status, body } = await erp.get('/api/crm/sync?limit=900&colour=red', token);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    code: 'request.invalid',
    errors: [
      { path: 'limit', message: 'It must be at most 200.' },
      { path: '', message: 'There is no "colour" here.' },
    ],
  });
});

test('what a rule of its own refuses is said in its own words', async () => {
  const json = {
    record: { system: 'salesforce', org: 'Acme', object: 'Account', id: '1' },
    host: 'x',
    customer: 'C1',
  };
  const { body } = await erp.ask('PUT', '/api/crm/links', { token, json });
  expect(body).toMatchObject({
    errors: [{ path: 'record.org', message: 'A host name or portal id in lower case.' }],
  });
});
