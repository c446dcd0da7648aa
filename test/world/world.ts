import type { Books } from '../../lib/erp/sources/embedded/books/format.ts';
import { EXTENSION_ID } from '../../lib/extension.ts';
import { type Browser, type BrowserOptions, openBrowser } from './browser.ts';
import { type Certificate, makeCertificate } from './certificate.ts';
import { ERP_HOST, type ErpProcess, openErp } from './erp.ts';
import { openFront, type Site } from './front.ts';
import type { PortalSeed } from './hubspot/model/portalSeed.ts';
import { API_HOST, createHubspotPortal, type HubspotWorld } from './hubspot/portal.ts';
import { createSalesforceOrg, type SalesforceOptions, type SalesforceOrg } from './salesforce/org.ts';
import { openTraffic, type Traffic } from './traffic.ts';
import { MY_DOMAIN, PORTALS, type Twin, type Twins, twinsOf } from './twins.ts';
import { openWire, type Wire } from './wire.ts';
import { heedingWrites } from './writes.ts';

export const CONSUMER_KEY = '3MVG9ledgersideTestConsumerKey';
const HUBSPOT_APP = {
  clientId: '6f1c2d84-ledgerside',
  clientSecret: 'only-in-the-test-world',
} as const;
/** What an admin ticks for the app: README's list. */
const HUBSPOT_SCOPES = [
  'oauth',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.deals.read',
  'crm.objects.quotes.read',
  'crm.objects.quotes.write',
  'crm.objects.orders.read',
  'crm.objects.orders.write',
  'crm.schemas.companies.read',
];
/** The property that an admin makes for records that come from the ERP. */
const ERP_KEY = { name: 'erp_key', label: 'ERP key', unique: true };
const REDIRECT = `https://${EXTENSION_ID}.chromiumapp.org/`;

export interface World {
  readonly books: Books;
  readonly asOf: string;
  readonly twins: Twins;
  readonly salesforce: SalesforceOrg;
  /** Further orgs on hosts of their own, as a story wants them. */
  readonly otherOrgs: readonly SalesforceOrg[];
  readonly hubspot: HubspotWorld;
  readonly erp: ErpProcess;
  /** Every request since the world began by which a CRM's records were to be changed, as `METHOD host/path`. */
  readonly crmWrites: readonly string[];
  readonly traffic: Traffic;
  /** Between the browser and the ERP API. */
  readonly wire: Wire;
  /** Of every simulated host, for whoever stands in for one. */
  readonly certificate: Certificate;
  /** Opens a browser with the extension in it; the world closes it. */
  browser(
    options?: Partial<
      Pick<BrowserOptions, 'headless' | 'colorScheme' | 'viewport' | 'profile' | 'extension' | 'locale'>
    >,
  ): Promise<Browser>;
  close(): Promise<void>;
}

/** The browser maps host names to loopback, a Node process does not: the ERP API reaches HubSpot's API as `localhost`. */
const apiUnderLocalhost = (hubspot: HubspotWorld): Site => ({
  hosts: ['localhost'],
  fetch: (request) => {
    const url = new URL(request.url);
    url.host = API_HOST;
    return hubspot.fetch(new Request(url, request));
  },
});

/** What a story needs in the CRMs besides the records that stand for the customers. */
export interface WorldExtras {
  readonly salesforce?: Pick<SalesforceOptions, 'features' | 'records'>;
  readonly otherOrgs?: readonly Pick<SalesforceOptions, 'myDomain' | 'orgId' | 'features' | 'records'>[];
  /** Settings of the ERP API besides the world's own. */
  readonly erp?: Readonly<Record<string, string>>;
  /** How far HubSpot's search runs behind, in ms; 5,000 unless told. */
  readonly indexingDelayMs?: number;
  /** Records by portal, given the twins. */
  hubspot?(twins: readonly Twin[]): Readonly<Record<string, PortalSeed['records']>>;
}

const joined = <T>(one: readonly T[] | undefined, other: readonly T[] | undefined): readonly T[] => [
  ...(one ?? []),
  ...(other ?? []),
];

/** Both CRMs on their real host names over TLS, and the real ERP API on these books, every loopback port chosen free. */
export const openWorld = async (
  books: Books,
  asOf: string,
  seed: number,
  extras: WorldExtras = {},
): Promise<World> => {
  const twins = twinsOf(books, seed);
  const more = extras.salesforce?.records;
  const moreHubspot = extras.hubspot?.(twins.all) ?? {};
  const clients = [{ consumerKey: CONSUMER_KEY, name: 'Ledgerside', redirectUris: [REDIRECT] }];
  const otherOrgs = (extras.otherOrgs ?? []).map((org) => createSalesforceOrg({ ...org, clients, seed }));
  const salesforce = createSalesforceOrg({
    myDomain: MY_DOMAIN,
    orgName: 'Acme',
    clients,
    ...(extras.salesforce?.features === undefined ? {} : { features: extras.salesforce.features }),
    records: {
      ...more,
      Account: joined(twins.accounts, more?.Account),
      Contact: joined(twins.contacts, more?.Contact),
      Opportunity: joined(twins.opportunities, more?.Opportunity),
    },
    seed,
  });
  const hubspot = createHubspotPortal({
    portals: PORTALS.map(({ portalId, host }) => ({
      portalId,
      host,
      name: `Acme ${host}`,
      records: { ...moreHubspot[portalId], companies: twins.companies.get(portalId) ?? [] },
      properties: { companies: [ERP_KEY], quotes: [ERP_KEY], orders: [ERP_KEY] },
      owners: [
        { id: '1', userId: 7, email: 'mia.keller@acme.example', firstName: 'Mia', lastName: 'Keller' },
      ],
    })),
    now: Date.now,
    seed,
    ...(extras.indexingDelayMs === undefined ? {} : { indexingDelayMs: extras.indexingDelayMs }),
    oauthApps: [{ name: 'Ledgerside', ...HUBSPOT_APP, redirectUris: [REDIRECT], scopes: HUBSPOT_SCOPES }],
  });
  const broken: unknown[] = [];
  const crmWrites: string[] = [];
  const traffic = openTraffic();
  const sites = [salesforce, ...otherOrgs, hubspot].map((site) =>
    heedingWrites(site, { asked: traffic.note, wrote: (write) => crmWrites.push(write) }),
  );
  const hosts = sites.flatMap((site) => [...site.hosts]);
  const certificate = await makeCertificate([...hosts, ERP_HOST, 'localhost']);
  const front = await openFront([...sites, apiUnderLocalhost(hubspot)], certificate, (error) =>
    broken.push(error),
  );
  const erp = await openErp(books, asOf, certificate, {
    HUBSPOT_API_URL: `https://localhost:${front.port}`,
    HUBSPOT_CLIENT_ID: HUBSPOT_APP.clientId,
    HUBSPOT_CLIENT_SECRET: HUBSPOT_APP.clientSecret,
    ...extras.erp,
  });
  const wire = await openWire(() => erp.port, traffic.note);
  const browsers: Browser[] = [];
  return {
    books,
    asOf,
    twins,
    salesforce,
    otherOrgs,
    hubspot,
    erp,
    crmWrites,
    traffic,
    wire,
    certificate,
    async browser(options = {}) {
      const opened = await openBrowser({
        hosts: { ...Object.fromEntries(hosts.map((host) => [host, front.port])), [ERP_HOST]: wire.port },
        spki: certificate.spki,
        headless: true,
        ...options,
      });
      browsers.push(opened);
      return opened;
    },
    async close() {
      if (broken.length > 0) throw new AggregateError(broken, 'A simulated site broke.');
      if (hubspot.contractViolations.length > 0)
        throw new Error(
          `HubSpot's published description was broken: ${JSON.stringify(hubspot.contractViolations)}`,
        );
      for (const browser of browsers) await browser.close();
      await wire.close();
      await front.close();
      await erp.close();
    },
  };
};
