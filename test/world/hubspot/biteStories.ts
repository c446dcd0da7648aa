// One story per bite keeps this file long: the registry of bites is the unit here, and a reader looks one up by its name.
import type { BiteId } from './bites.ts';
import {
  type Answer,
  COMPANY,
  CONTACT,
  DEAL,
  KEY,
  searchBody,
  type TestWorld,
  testWorld,
} from './fixture.ts';
import type { HubspotOptions } from './portal.ts';
import { authorize } from './signIn.ts';

/**
 * A client that expects kindness meets one bite: it uses the API as if the bite were not there and tells whether that went wrong.
 * `with` is what the portal must hold for the story.
 */
export interface Story {
  readonly with?: Partial<HubspotOptions>;
  readonly naive: (world: TestWorld) => Promise<'served' | 'bitten'>;
}

const OBJECTS = '/crm/objects/2026-09';
const bittenIf = (bitten: boolean) => (bitten ? 'bitten' : 'served') as 'served' | 'bitten';
const failed = ({ status }: Answer) => status >= 400;
const ids = (answer: Answer) => (answer.body.results as unknown as { id: string }[]).map((row) => row.id);
const company = (name: string) => ({ properties: { name }, associations: [] });
const many = (count: number) => Array.from({ length: count }, (_, index) => company(`Company ${index}`));
const portalWith = (more: Partial<HubspotOptions['portals'][number]>): Partial<HubspotOptions> => ({
  portals: [{ portalId: '4711', host: 'app.hubspot.com', records: {}, ...more }],
});
const search = (world: TestWorld, more: Record<string, unknown>, type = 'companies') =>
  world.call('POST', `${OBJECTS}/${type}/search`, searchBody(more));
const where = (...filters: readonly Record<string, unknown>[]) => ({ filterGroups: [{ filters }] });
const page = (world: TestWorld, path: string, host = 'app.hubspot.com') =>
  world.hubspot.fetch(new Request(`https://${host}${path}`));

export const STORIES: Record<BiteId, Story> = {
  accessTokenLife: {
    naive: async (world) => {
      const { accessToken } = await authorize(world.hubspot);
      world.clock.forward(31 * 60_000);
      const headers = { Authorization: `Bearer ${accessToken}` };
      const later = await world.call('GET', `${OBJECTS}/companies/${COMPANY}`, undefined, headers);
      return bittenIf(later.status === 401 && String(later.body.category) === 'EXPIRED_AUTHENTICATION');
    },
  },
  archivedOwnPass: {
    naive: async ({ call }) =>
      bittenIf(!ids(await call('GET', `${OBJECTS}/companies?limit=100`)).includes('9003')),
  },
  associationsTwice: {
    naive: async ({ call }) => {
      const { body } = await call('GET', `${OBJECTS}/contacts/${CONTACT}?associations=companies`);
      const listed = body.associations?.companies?.results as unknown as readonly unknown[];
      return bittenIf(listed.length !== 2);
    },
  },
  batchLimit: {
    naive: async ({ call }) =>
      bittenIf(failed(await call('POST', `${OBJECTS}/companies/batch/create`, { inputs: many(101) }))),
  },
  batchOrder: {
    naive: async ({ call }) => {
      const inputs = [{ id: COMPANY }, { id: '9002' }];
      const read = { inputs, properties: ['name'], propertiesWithHistory: [] };
      const answer = await call('POST', `${OBJECTS}/companies/batch/read`, read);
      return bittenIf(ids(answer)[0] !== COMPANY);
    },
  },
  batchPartly: {
    naive: async ({ call }) => {
      const inputs = [COMPANY, '404404'].map((id) => ({ id, properties: { city: 'Oslo' } }));
      const answer = await call('POST', '/crm/v3/objects/companies/batch/update', { inputs });
      // A client that takes every 2xx for success believes that both rows were written.
      return bittenIf(answer.status < 300 && ids(answer).length < inputs.length);
    },
  },
  batchShort: {
    naive: async ({ call }) => {
      const read = { inputs: [{ id: COMPANY }, { id: '404404' }], properties: [], propertiesWithHistory: [] };
      const answer = await call('POST', `${OBJECTS}/companies/batch/read`, read);
      return bittenIf(answer.status === 200 && ids(answer).length === 1 && answer.body.errors === undefined);
    },
  },
  burstLimit: {
    naive: async ({ call }) => {
      for (let made = 0; made < 100; made += 1) await call('GET', `${OBJECTS}/companies/${COMPANY}`);
      const next = await call('GET', `${OBJECTS}/companies/${COMPANY}`);
      return bittenIf(next.status === 429 && String(next.body.policyName) === 'TEN_SECONDLY_ROLLING');
    },
  },
  clientSecret: {
    naive: async ({ hubspot }) => {
      const answer = await authorize(hubspot, { client_secret: null, code_verifier: 'v'.repeat(43) });
      return bittenIf(answer.status === 400);
    },
  },
  contactExists: {
    naive: async ({ call }) => {
      const contact = { properties: { email: 'IDA@nordwind.example' }, associations: [] };
      const answer = await call('POST', `${OBJECTS}/contacts`, contact);
      return bittenIf(
        answer.status === 409 && String(answer.body.message).endsWith(`Existing ID: ${CONTACT}`),
      );
    },
  },
  customValidation: {
    with: portalWith({
      validationRules: [
        { objectType: 'companies', property: 'phone', pattern: '\\+.*', message: 'Start with +.' },
      ],
    }),
    naive: async ({ call }) => {
      const made = { properties: { name: 'Fjord AS', phone: '0431 1234' }, associations: [] };
      return bittenIf(failed(await call('POST', `${OBJECTS}/companies`, made)));
    },
  },
  dailyLimit: {
    with: { budgets: { perDay: 3 } },
    naive: async ({ call, clock }) => {
      // 23:30 in Berlin is 22:30 UTC: midnight UTC has not come when the portal's own has.
      clock.forward(11.5 * 3_600_000);
      for (let made = 0; made < 3; made += 1) await call('GET', `${OBJECTS}/companies/${COMPANY}`);
      const spent = await call('GET', `${OBJECTS}/companies/${COMPANY}`);
      clock.forward(31 * 60_000);
      const next = await call('GET', `${OBJECTS}/companies/${COMPANY}`);
      return bittenIf(String(spent.body.policyName) === 'DAILY' && next.status === 200);
    },
  },
  gatewayPages: {
    naive: async ({ call }) => {
      const { headers } = await call('GET', `${OBJECTS}/companies/${COMPANY}`);
      return bittenIf(!headers.get('Content-Type')?.includes('json'));
    },
  },
  hiddenLooksGone: {
    with: portalWith({
      records: { companies: [{ id: '1', properties: { name: 'Secret SE' }, visibleTo: [1] }] },
    }),
    naive: async ({ hubspot, call }) => {
      const { accessToken } = await authorize(hubspot);
      const headers = { Authorization: `Bearer ${accessToken}` };
      const seen = await call('GET', `${OBJECTS}/companies/1`, undefined, headers);
      const gone = await call('GET', `${OBJECTS}/companies/404404`, undefined, headers);
      return bittenIf(seen.status === gone.status && String(seen.body.message) === String(gone.body.message));
    },
  },
  hiddenTabs: {
    naive: async (world) => {
      const html = await (await page(world, `/contacts/4711/record/0-2/${COMPANY}`)).text();
      return bittenIf(html.includes('data-keep-hidden="true"'));
    },
  },
  historyBatch: {
    naive: async ({ call }) => {
      const inputs = Array.from({ length: 51 }, (_, index) => ({ id: String(1 + index) }));
      const read = { inputs, properties: [], propertiesWithHistory: ['name'] };
      return bittenIf(failed(await call('POST', `${OBJECTS}/companies/batch/read`, read)));
    },
  },
  lastModifiedNames: {
    naive: async (world) => {
      const filter = { propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: '0' };
      return bittenIf(failed(await search(world, where(filter), 'contacts')));
    },
  },
  mergedIds: {
    naive: async ({ call }) => {
      await call('POST', '/crm/v3/objects/companies/merge', {
        primaryObjectId: COMPANY,
        objectIdToMerge: '9002',
      });
      const { body } = await call('GET', `${OBJECTS}/companies/${COMPANY}`);
      return bittenIf(String(body.id) !== COMPANY);
    },
  },
  migration: {
    naive: async ({ call }) => {
      const { status, headers } = await call('GET', `${OBJECTS}/companies/${COMPANY}`);
      return bittenIf(status === 477 && headers.get('Retry-After') !== null);
    },
  },
  noConditionalWrites: {
    naive: async ({ call, clock }) => {
      const { headers: _, ...read } = await call('GET', `${OBJECTS}/companies/${COMPANY}`);
      clock.forward(60_000);
      await call('PATCH', `${OBJECTS}/companies/${COMPANY}`, {
        properties: { city: 'Somebody else wrote this' },
      });
      const since = new Date(String(read.body.updatedAt)).toUTCString();
      const mine = { properties: { city: 'Mine' } };
      const answer = await call('PATCH', `${OBJECTS}/companies/${COMPANY}`, mine, {
        'If-Unmodified-Since': since,
      });
      return bittenIf(answer.status === 200);
    },
  },
  noCrossOrigin: {
    naive: async ({ call }) => {
      const origin = { Origin: 'https://app.hubspot.com' };
      const { headers } = await call('GET', `${OBJECTS}/companies/${COMPANY}`, undefined, origin);
      return bittenIf(headers.get('Access-Control-Allow-Origin') === null);
    },
  },
  noRetryAfter: {
    naive: async (world) => {
      for (let made = 0; made < 5; made += 1) await search(world, {});
      const refused = await search(world, {});
      return bittenIf(refused.status === 429 && refused.headers.get('Retry-After') === null);
    },
  },
  numberedApisEnd: {
    naive: async ({ call }) => bittenIf(failed(await call('GET', `/crm/v3/objects/companies/${COMPANY}`))),
  },
  randomClassNames: {
    naive: async (world) => {
      const sheetOf = async (each: TestWorld) =>
        (await page(each, `/contacts/4711/record/0-2/${COMPANY}`)).text();
      const next = testWorld({ seed: 8 });
      next.hubspot.bites.set('randomClassNames', world.hubspot.bites.on('randomClassNames'));
      const sheet = (html: string) => /href="(\/static[^"]+)"/.exec(html)?.[1] ?? '';
      const [now, later] = [sheet(await sheetOf(world)), sheet(await sheetOf(next))];
      return bittenIf((await (await page(world, now)).text()) !== (await (await page(next, later)).text()));
    },
  },
  regionalHosts: {
    naive: async (world) => {
      const { status } = await page(world, `/contacts/4711/record/0-2/${COMPANY}`, 'app-eu1.hubspot.com');
      return bittenIf(status === 302);
    },
  },
  scopes: {
    with: { serviceKeys: [{ key: KEY, portalId: '4711', scopes: ['crm.objects.companies.read'] }] },
    naive: async ({ call }) => bittenIf((await call('GET', `${OBJECTS}/contacts/${CONTACT}`)).status === 403),
  },
  searchCeiling: {
    naive: async (world) => bittenIf(failed(await search(world, { after: '9900', limit: 200 }))),
  },
  searchFilters: {
    naive: async (world) => {
      const filter = { propertyName: 'name', operator: 'HAS_PROPERTY' };
      return bittenIf(failed(await search(world, where(...Array.from({ length: 7 }, () => filter)))));
    },
  },
  searchHeaders: {
    naive: async (world) =>
      bittenIf((await search(world, {})).headers.get('X-HubSpot-RateLimit-Remaining') === null),
  },
  searchIndexing: {
    naive: async (world) => {
      await world.call('POST', `${OBJECTS}/companies`, company('Brand New BV'));
      const filter = { propertyName: 'name', operator: 'EQ', value: 'Brand New BV' };
      return bittenIf(Number((await search(world, where(filter))).body.total) === 0);
    },
  },
  searchPage: {
    naive: async (world) => bittenIf(failed(await search(world, { limit: 201 }))),
  },
  searchSecondly: {
    naive: async (world) => {
      const answers: Answer[] = [];
      for (let made = 0; made < 6; made += 1) answers.push(await search(world, {}));
      return bittenIf(answers.at(-1)?.status === 429);
    },
  },
  searchSkipsArchived: {
    naive: async (world) => {
      const filter = { propertyName: 'name', operator: 'EQ', value: 'Closed Down KG' };
      return bittenIf(Number((await search(world, where(filter))).body.total) === 0);
    },
  },
  secondlyWithoutPolicy: {
    naive: async (world) => {
      for (let made = 0; made < 5; made += 1) await search(world, {});
      return bittenIf((await search(world, {})).body.policyName === undefined);
    },
  },
  stageMetadata: {
    naive: async ({ call }) => {
      const { body } = await call('GET', '/crm/pipelines/2026-09/deals/default');
      const stages = body.stages as unknown as { id: string; metadata: { isClosed?: string } }[];
      const open = stages.find((stage) => stage.id === 'contractsent');
      return bittenIf(Boolean(open?.metadata.isClosed));
    },
  },
  touchedUnchanged: {
    naive: async ({ call, clock }) => {
      const before = await call('GET', `${OBJECTS}/companies/9002`);
      clock.forward(60_000);
      await call('PUT', `${OBJECTS}/deals/${DEAL}/associations/default/companies/9002`);
      const after = await call('GET', `${OBJECTS}/companies/9002`);
      return bittenIf(String(after.body.updatedAt) !== String(before.body.updatedAt));
    },
  },
  unknownPropertyIgnored: {
    naive: async ({ call }) => {
      const { status, body } = await call('GET', `${OBJECTS}/companies/${COMPANY}?properties=nmae`);
      return bittenIf(status === 200 && body.properties?.nmae === undefined);
    },
  },
  valuesRewritten: {
    naive: async ({ call }) => {
      const sent = { name: ' Fjord AS ', domain: 'https://WWW.fjord.example/no', annualrevenue: '0100.50' };
      const { body } = await call('PATCH', `${OBJECTS}/companies/${COMPANY}`, { properties: sent });
      const kept = body.properties as unknown as Record<string, string>;
      return bittenIf(Object.entries(sent).some(([name, value]) => kept[name] !== value));
    },
  },
  writeLock: {
    with: { budgets: { rowsBeforeLock: 150 } },
    naive: async ({ call }) => {
      for (let made = 0; made < 2; made += 1) {
        await call('POST', `${OBJECTS}/companies/batch/create`, { inputs: many(100) });
      }
      return bittenIf((await call('POST', `${OBJECTS}/companies`, company('One more'))).status === 423);
    },
  },
};
