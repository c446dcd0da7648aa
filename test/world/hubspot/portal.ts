import { type ApiHost, apiHost, type Fault } from './api/apiHost.ts';
import { BiteSwitches } from './bites.ts';
import { type Contract, publishedContract } from './contract.ts';
import { Portal } from './model/portal.ts';
import type { PortalSeed } from './model/portalSeed.ts';
import { pageHost } from './pages/pageHost.ts';
import { type Budgets, RateLimits, REAL_BUDGETS } from './rateLimits.ts';
import { seededRandom } from './seeded.ts';
import { type OAuthApp, type ServiceKey, TokenBook } from './tokens.ts';

export interface HubspotOptions {
  readonly portals: readonly PortalSeed[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly seed: number;
  readonly oauthApps?: readonly OAuthApp[];
  readonly serviceKeys?: readonly ServiceKey[];
  readonly budgets?: Partial<Budgets>;
  /** How far search runs behind; 5 s unless told. */
  readonly indexingDelayMs?: number;
  /** The published descriptions unless told; null = unchecked. */
  readonly contract?: Contract | null;
}

export const API_HOST = 'api.hubapi.com';
const PAGE_HOSTS = ['app.hubspot.com', 'app-eu1.hubspot.com'] as const;

/** HubSpot as a client meets it: pages on two hosts, one API for all accounts. */
export interface HubspotWorld extends Pick<ApiHost, 'contractViolations' | 'calls'> {
  readonly hosts: readonly string[];
  readonly bites: BiteSwitches;
  readonly portals: ReadonlyMap<string, Portal>;
  /** Answers any request to one of `hosts`; rejects where an answer of its own breaks the published description. */
  fetch(request: Request): Promise<Response>;
  /** Lays a fault ready for the next calls of the API that match (all, where nothing is said). */
  failNext(status: Fault['status'], times?: number, matches?: Fault['matches']): void;
}

export function createHubspotPortal(options: HubspotOptions): HubspotWorld {
  const bites = new BiteSwitches();
  const random = seededRandom(options.seed);
  const world = { now: options.now, random, bites, indexingDelayMs: options.indexingDelayMs ?? 5_000 };
  const portals = new Map(options.portals.map((seed) => [seed.portalId, new Portal(seed, world)]));
  const tokens = new TokenBook({
    apps: options.oauthApps ?? [],
    keys: options.serviceKeys ?? [],
    portals,
    now: options.now,
    random,
  });
  const limits = new RateLimits({ ...REAL_BUDGETS, ...options.budgets });
  const contract = options.contract === undefined ? publishedContract() : options.contract;
  const api = apiHost({ tokens, limits }, random, bites, contract, options.now);
  const pages = pageHost({ portals, tokens, bites, seed: options.seed, random });
  const pageHosts = new Set([...PAGE_HOSTS, ...options.portals.map((portal) => portal.host)]);
  return {
    hosts: [...pageHosts, API_HOST],
    bites,
    portals,
    contractViolations: api.contractViolations,
    calls: api.calls,
    async fetch(request) {
      const host = new URL(request.url).hostname;
      if (host === API_HOST) return api.fetch(request);
      if (pageHosts.has(host)) return pages(request);
      throw new Error(`${host} is no host of HubSpot.`);
    },
    failNext(status, times = 1, matches = () => true) {
      api.faults.push({ status, times, matches });
    },
  };
}
