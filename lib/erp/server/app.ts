import { OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import { type RouteName, routes } from '../api/routes.ts';
import { authenticate } from './access/authenticate.ts';
import { ENDPOINT_ACCESS } from './access/endpoints.ts';
import { guardedRoutes, hasBody } from './access/guardedRoutes.ts';
import { mountBrake } from './handlers/brake.ts';
import { mountConflicts } from './handlers/conflicts.ts';
import { mountCustomers } from './handlers/customers.ts';
import { mountDocuments } from './handlers/documents.ts';
import { mountFields } from './handlers/fields.ts';
import { mountHubspot } from './handlers/hubspot.ts';
import { mountLinks } from './handlers/links.ts';
import { mountNeverLinks } from './handlers/neverLinks.ts';
import { mountOpportunities } from './handlers/opportunities.ts';
import { mountRecordView } from './handlers/recordView.ts';
import { mountService } from './handlers/service.ts';
import type { Services } from './handlers/services.ts';
import { mountSettings } from './handlers/settings.ts';
import { mountSync } from './handlers/sync.ts';
import { mountTwins } from './handlers/twins.ts';
import { mountWebhooks } from './handlers/webhooks.ts';
import { cors } from './http/cors.ts';
import type { Api, Environment } from './http/environment.ts';
import { jsonBody } from './http/jsonBody.ts';
import { logging } from './http/logging.ts';
import { negotiation } from './http/negotiation.ts';
import { problemAnswer } from './http/problems.ts';
import { type RateLimits, rateLimiter } from './http/rateLimit.ts';
import { unrouted } from './http/routing.ts';
import { securityHeaders } from './http/securityHeaders.ts';
import { refuseInvalid, speakInSentences } from './http/validation.ts';

export interface AppOptions extends Services {
  readonly log: Logger;
  readonly origins: ReadonlySet<string>;
  readonly limits: RateLimits;
  /** Bytes. */
  readonly maxBody: number;
}

/** Endpoints that take many rows at once, and how much larger their bodies may be. */
const BATCHES: ReadonlySet<RouteName> = new Set([
  'prepareSync',
  'commitSync',
  'lookForTwins',
  'settleTwins',
  'recordTwins',
  'reportRun',
  'askBrake',
  'resolveConflicts',
  'putFieldMapping',
]);
const BATCH_FACTOR = 32;

/**
 * The ERP API as one fetch handler.
 *
 *   id + log → security headers → CORS → (route?) → Accept → token, rate, role → body → schema → handler
 *
 * Architecture invariant: the guards of a route are mounted here from the registry, for every route alike; a handler that is
 * reached has an authenticated caller with the capability that `ENDPOINT_ACCESS` names.
 */
export const createApp = ({ log, origins, limits, maxBody, ...services }: AppOptions): Api => {
  speakInSentences();
  const api = new OpenAPIHono<Environment>({ defaultHook: refuseInvalid });
  const notRouted = unrouted(routes);
  const limiter = rateLimiter(limits);
  api.onError((error, context) => problemAnswer(context, error));
  api.notFound((context) => problemAnswer(context, notRouted(context.req.path)));
  api.use(logging(log), securityHeaders, cors(origins));

  const guarded = guardedRoutes((name) => {
    const capability = ENDPOINT_ACCESS[name];
    return [
      negotiation,
      ...(capability === 'public' ? [] : [authenticate(capability, { ...services, limiter })]),
      ...(hasBody(routes[name]) ? jsonBody(BATCHES.has(name) ? BATCH_FACTOR * maxBody : maxBody) : []),
    ];
  });
  mountService(api, guarded, services);
  mountSync(api, guarded, services);
  mountBrake(api, guarded, services);
  mountTwins(api, guarded, services);
  mountConflicts(api, guarded, services);
  mountSettings(api, guarded, services);
  mountFields(api, guarded, services);
  mountOpportunities(api, guarded, services);
  mountCustomers(api, guarded, services);
  mountDocuments(api, guarded, services);
  mountRecordView(api, guarded, services);
  mountLinks(api, guarded, services);
  mountNeverLinks(api, guarded, services);
  mountHubspot(api, guarded, services);
  mountWebhooks(api, guarded, services);
  return api;
};
