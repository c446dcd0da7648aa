import type { RecordSeed } from './model/portalSeed.ts';
import { API_HOST, createHubspotPortal, type HubspotOptions, type HubspotWorld } from './portal.ts';

/** Friday noon in Berlin. */
export const START = Date.parse('2026-11-20T11:00:00Z');

export const ALL_SCOPES = [
  'oauth',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'crm.objects.quotes.read',
  'crm.objects.orders.read',
  'crm.objects.owners.read',
];

export const APP = {
  name: 'Ledgerside',
  clientId: '8f1c2c3e-app',
  clientSecret: 'not-a-real-secret',
  redirectUris: ['https://extension.example.com/hubspot'],
  scopes: ['oauth', 'crm.objects.companies.read', 'crm.objects.contacts.read'],
};

/** A clock that moves only when told. */
interface Clock {
  readonly now: () => number;
  forward(milliseconds: number): void;
}

function testClock(): Clock {
  let moment = START;
  return {
    now: () => moment,
    forward: (milliseconds) => {
      moment += milliseconds;
    },
  };
}

export interface TestWorld {
  readonly hubspot: HubspotWorld;
  readonly clock: Clock;
  /** One call of the API with the account's service key; JSON in, JSON out. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Whatever the API answered: tests look at it, they do not compute with it.
  readonly body: Answered;
}
export interface Answered {
  readonly [key: string]: Answered;
}

export const KEY = 'pat-na1-11111111-aaaa';
export const COMPANY = '9001';
export const CONTACT = '5001';
export const DEAL = '7001';

const companies: readonly RecordSeed[] = [
  { id: COMPANY, properties: { name: 'Nordwind Maschinen GmbH', domain: 'nordwind.example', city: 'Kiel' } },
  { id: '9002', properties: { name: 'Harbour & Sons <Ltd>', domain: 'harbour.example' } },
  { id: '9003', properties: { name: 'Closed Down KG' }, archived: true },
];

/** A portal of three companies, a contact and a deal, on `app.hubspot.com`, and an empty one in Europe. */
export function testWorld(options: Partial<HubspotOptions> = {}): TestWorld {
  const clock = testClock();
  const hubspot = createHubspotPortal({
    portals: [
      {
        portalId: '4711',
        host: 'app.hubspot.com',
        name: 'Acme',
        records: {
          companies,
          contacts: [
            {
              id: CONTACT,
              properties: { email: 'ida@nordwind.example', firstname: 'Ida', lastname: 'Holm' },
              associations: { companies: [COMPANY, '9002'] },
            },
          ],
          deals: [
            {
              id: DEAL,
              properties: {
                dealname: 'Two lathes',
                amount: '125000',
                pipeline: 'default',
                dealstage: 'contractsent',
              },
              associations: { companies: [COMPANY] },
            },
          ],
        },
      },
      { portalId: '815', host: 'app-eu1.hubspot.com', name: 'Acme Europe', records: {} },
    ],
    now: clock.now,
    seed: 7,
    oauthApps: [APP],
    serviceKeys: [
      { key: KEY, portalId: '4711', scopes: ALL_SCOPES },
      { key: 'pat-eu1-22222222-bbbb', portalId: '815', scopes: ALL_SCOPES },
    ],
    ...options,
  });
  return {
    hubspot,
    clock,
    call: (method, path, body, headers) => call(hubspot, method, path, body, headers),
  };
}

export async function call(
  hubspot: HubspotWorld,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await hubspot.fetch(
    new Request(`https://${API_HOST}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${KEY}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  const json = response.headers.get('Content-Type')?.includes('json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    body: (json ? JSON.parse(text) : { text }) as Answered,
  };
}

export const searchBody = (more: Record<string, unknown> = {}) => ({
  filterGroups: [],
  sorts: [],
  properties: ['name'],
  limit: 10,
  after: '0',
  ...more,
});

export const BOTH_VERSIONS = ['/crm/objects/2026-09', '/crm/v3/objects'] as const;
