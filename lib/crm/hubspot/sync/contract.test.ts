// @vitest-environment node
import {
  companies,
  idOf,
  KEY_PROPERTY,
  openObject,
  syncWorld,
} from '../../../../test/crm/hubspotSync.fixture.ts';
import type { FieldName } from '../../../sync/ids.ts';
import { keepsThePromises } from '../../syncContract.fixture.ts';

keepsThePromises('HubSpot', async (count) => {
  const rule = {
    objectType: 'companies',
    property: 'name',
    pattern: '.+',
    message: 'A name, please.',
  } as const;
  const world = syncWorld({
    portal: {
      records: { companies: companies(count) },
      properties: { companies: [{ name: KEY_PROPERTY, label: 'ERP key', unique: true }] },
      validationRules: [{ ...rule, notEmpty: true }],
    },
  });
  const { hubspot, portal, clock, state } = world;
  const rawId = (n: number) => String(100_000 + n - 1);
  const change = async (method: string, path: string, body?: unknown) => {
    const { status } = await world.call(method, `/crm/objects/2026-09/companies${path}`, body);
    if (status > 299) throw new Error(`${method} ${path} was answered ${status}.`);
  };
  return {
    sync: await openObject(world, 'company', 'city', 'name', 'annualrevenue'),
    text: 'city' as FieldName,
    required: 'name' as FieldName,
    amount: 'annualrevenue' as FieldName,
    key: (n) => idOf('company', rawId(n)),
    edit: (n, city) => change('PATCH', `/${rawId(n)}`, { properties: { city } }),
    remove: (n) => change('DELETE', `/${rawId(n)}`),
    merge: (survivor, loser) =>
      change('POST', '/merge', { primaryObjectId: rawId(survivor), objectIdToMerge: rawId(loser) }),
    textOf: (n) => portal.record('companies', rawId(n))?.value('city'),
    settle: () => clock.forward(60_000),
    loseAnswer: () => {
      state.wire = async (request, deliver) => {
        state.wire = null;
        await deliver(request);
        throw new TypeError('connection reset');
      };
    },
    limit: () => hubspot.failNext(429, Number.POSITIVE_INFINITY),
    calls: () => hubspot.calls.length,
  };
});
