import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { type RouteName, routes } from '../api/routes.ts';
import { ENDPOINT_ACCESS } from './access/endpoints.ts';
import { contractText } from './contract.ts';
import { API_VERSION } from './version.ts';

const committed = await readFile(new URL('../api/openapi.json', import.meta.url), 'utf8');
const contract = JSON.parse(committed) as {
  openapi: string;
  info: { version: string };
  paths: Record<string, Record<string, { operationId: string; security?: unknown; responses: object }>>;
  components: { schemas: Record<string, object> };
};

test('the committed contract is the one that the server mounts; `npm run openapi` mends it', () => {
  expect(committed).toBe(contractText());
  expect(contract.openapi).toBe('3.1.0');
  expect(contract.info.version).toBe(API_VERSION);
});

test('every endpoint is in it, and asks for a token unless it is public', () => {
  for (const name of Object.keys(routes) as RouteName[]) {
    const { path, method } = routes[name];
    const operation = contract.paths[path]?.[method];
    expect(operation?.operationId).toBe(name);
    expect(operation?.security !== undefined).toBe(ENDPOINT_ACCESS[name] !== 'public');
  }
});

test('every reference leads somewhere', () => {
  const references = [...committed.matchAll(/"\$ref": "#\/components\/schemas\/([^"]+)"/g)];
  const names = new Set(references.map(([, name]) => name));
  expect(names.size).toBeGreaterThan(20);
  expect([...names].filter((name) => !Object.hasOwn(contract.components.schemas, name ?? ''))).toEqual([]);
});

test('an amount that may be unknown may be null in the contract, and one that is always known may not', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(JSON.parse(committed), 'contract');
  const isFigures = ajv.compile({ $ref: 'contract#/components/schemas/CompanyFigures' });
  const figures = {
    currency: 'EUR',
    current: 0,
    d1_30: 0,
    d31_60: 0,
    d61_90: 0,
    d90plus: 0,
    unapplied: 0,
    overdue: 0,
    arBalance: 0,
    openOrders: { count: 0, uninvoiced: 0 },
    creditLimit: null,
    availableCredit: null,
    ytdRevenue: 0,
    lifetimeValue: 0,
    dsoDays: null,
  };
  expect(isFigures(figures)).toBe(true);
  expect(isFigures({ ...figures, creditLimit: 5 })).toBe(true);
  expect(isFigures({ ...figures, arBalance: null })).toBe(false);
  expect(isFigures({ ...figures, arBalance: 0.5 })).toBe(false);
});
