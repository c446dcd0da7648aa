import type { BiteSwitches } from '../bites.ts';
import { type Contract, ContractBreach } from '../contract.ts';
import { HubspotError, invalid } from '../errors.ts';
import { type Random, seededUuid } from '../seeded.ts';
import { apiApp, endpointOf } from './apiApp.ts';
import type { ApiApp, ApiServices } from './context.ts';
import { queryProblems } from './queryParameters.ts';

/** A request that HubSpot's own description or the portal's own list of parameters rules out. Tests of a client assert that there is none. */
interface ContractViolation {
  readonly method: string;
  readonly path: string;
  readonly problems: readonly string[];
}

/** A refusal laid ready for the next calls, as the real service gives them without a reason of ours. */
export interface Fault {
  readonly status: 423 | 429 | 477 | 500 | 502 | 503 | 504;
  times: number;
  readonly matches: (method: string, path: string) => boolean;
}

export interface ApiHost {
  fetch(request: Request): Promise<Response>;
  readonly contractViolations: ContractViolation[];
  readonly faults: Fault[];
  /** Every call that arrived, in order: method and path with its query. */
  readonly calls: string[];
}

const NUMBERED = /^\/(crm|oauth|account-info)\/v[1-4]\//;

/** Holds the published description against everything that comes in and goes out, around the router. */
export function apiHost(
  services: ApiServices,
  random: Random,
  bites: BiteSwitches,
  contract: Contract | null,
  now: () => number,
): ApiHost {
  const app = apiApp(services, random);
  const contractViolations: ContractViolation[] = [];
  const faults: Fault[] = [];
  const calls: string[] = [];

  async function answer(request: Request, url: URL): Promise<Response> {
    const outage = outageFor(request.method, url.pathname);
    if (outage !== null) return outage;
    // What an ended version will answer is unconfirmed: a client must not depend on more than that it is refused.
    if (bites.on('numberedApisEnd') && NUMBERED.test(url.pathname)) {
      return refusal(
        new HubspotError(404, 'OBJECT_NOT_FOUND', 'This API version is no longer supported.'),
        random,
      );
    }
    const problems = requestProblems(app, contract, request.method, url, await bodyOf(request));
    if (problems.length > 0) {
      contractViolations.push({ method: request.method, path: url.pathname + url.search, problems });
      return refusal(invalid(`Invalid input: ${problems.join('; ')}`), random);
    }
    const response = await app.fetch(request);
    if (response.status === 404 && isUnknownPath(await bodyOf(response))) {
      contractViolations.push({ method: request.method, path: url.pathname, problems: ['unknown path'] });
    }
    contract?.checkAnswer(request.method, url, response.status, await bodyOf(response));
    return response;
  }

  function outageFor(method: string, path: string): Response | null {
    const fault = faults.find((each) => each.times > 0 && each.matches(method, path));
    if (fault !== undefined) {
      fault.times -= 1;
      return outage(fault.status, random);
    }
    if (bites.on('migration')) return outage(477, random);
    return bites.on('gatewayPages') ? outage(502, random) : null;
  }

  return {
    contractViolations,
    faults,
    calls,
    async fetch(request) {
      const url = new URL(request.url);
      calls.push(`${request.method} ${url.pathname}${url.search}`);
      if (request.method === 'OPTIONS') return preflight(bites);
      const response = await answer(request, url);
      // As every server says it, in whole seconds.
      response.headers.set('Date', new Date(now()).toUTCString());
      if (!bites.on('noCrossOrigin')) response.headers.set('Access-Control-Allow-Origin', '*');
      return response;
    },
  };
}

const isUnknownPath = (body: unknown) =>
  typeof body === 'object' &&
  body !== null &&
  'message' in body &&
  body.message === 'Unable to find that endpoint.';

function requestProblems(
  app: ApiApp,
  contract: Contract | null,
  method: string,
  url: URL,
  body: unknown,
): readonly string[] {
  const endpoint = endpointOf(app, method, url.pathname);
  // An unknown path is left to the router, which answers 404.
  const own = endpoint === null ? [] : queryProblems(endpoint, url.searchParams);
  return [...new Set([...own, ...(contract?.requestProblems(method, url, body) ?? [])])];
}

/** JSON of a request or an answer without using it up; undefined = no body or no JSON. */
async function bodyOf(message: Request | Response): Promise<unknown> {
  const text = await message.clone().text();
  if (text === '' || !message.headers.get('Content-Type')?.includes('json')) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (message instanceof Response) throw new ContractBreach('An answer is no JSON.', { cause: error });
    return undefined;
  }
}

function refusal(error: HubspotError, random: Random): Response {
  return Response.json(error.body(seededUuid(random)), {
    status: error.status,
    headers: { ...error.extras.headers },
  });
}

/** Gateway errors are pages of HTML; the others are bodies of the API. The categories of 423 and 477 are unconfirmed. */
function outage(status: number, random: Random): Response {
  if (status === 423)
    return refusal(new HubspotError(423, 'RESOURCE_LOCKED', 'The resource is locked.'), random);
  if (status === 477) {
    const headers = { 'Retry-After': '60' };
    return refusal(
      new HubspotError(477, 'MIGRATION_IN_PROGRESS', 'The account is being migrated.', { headers }),
      random,
    );
  }
  if (status === 429)
    return refusal(new HubspotError(429, 'RATE_LIMITS', 'You have reached your secondly limit.'), random);
  const html = `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>Error ${status}</h1></body></html>`;
  return new Response(html, { status, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}

/** HubSpot's API knows no preflight: a page's call never gets past it. */
function preflight(bites: BiteSwitches): Response {
  if (bites.on('noCrossOrigin'))
    return new Response(null, { status: 405, headers: { Allow: 'GET, POST, PUT, PATCH, DELETE' } });
  const allowed = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': '*',
    'Access-Control-Allow-Methods': '*',
  };
  return new Response(null, { status: 204, headers: allowed });
}
