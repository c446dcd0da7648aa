import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { HubspotError, notFound } from '../errors.ts';
import { type Random, seededUuid } from '../seeded.ts';
import { accountRoutes, oauthRoutes } from './account.ts';
import { associationRoutes } from './associations.ts';
import { batchRoutes } from './batch.ts';
import type { ApiApp, ApiEnv, ApiServices } from './context.ts';
import { objectRoutes } from './objects.ts';
import { schemaRoutes } from './schema.ts';
import { searchRoutes } from './search.ts';

/** `api.hubapi.com` as a router: who calls, may they, how often, and then the endpoint. */
export function apiApp(services: ApiServices, random: Random): ApiApp {
  const app = new Hono<ApiEnv>();
  app.onError((error, context) => {
    if (!(error instanceof HubspotError)) throw error;
    for (const [name, value] of Object.entries(error.extras.headers ?? {})) context.header(name, value);
    return context.json(error.body(seededUuid(random)), error.status as ContentfulStatusCode);
  });
  app.notFound((context) =>
    context.json(notFound('Unable to find that endpoint.').body(seededUuid(random)), 404),
  );
  oauthRoutes(app, services);
  app.use('*', async (context, next) => {
    const access = services.tokens.access(context.req.header('Authorization') ?? null);
    context.set('access', access);
    const headers = services.limits.take(access);
    await next();
    if (isSearch(context.req.path) && access.portal.world.bites.on('searchHeaders')) return;
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
  });
  accountRoutes(app);
  schemaRoutes(app);
  searchRoutes(app, services);
  batchRoutes(app, services);
  associationRoutes(app);
  objectRoutes(app, services);
  return app;
}

/** `GET /crm/v3/owners/:id`: the route that a request is answered by; null = an unknown path. */
export const endpointOf = (app: ApiApp, method: string, path: string): string | null => {
  const [matched] = app.router.match(method, path);
  const found = matched.map(([[, route]]) => route).find((route) => route.path !== EVERYWHERE);
  return found === undefined ? null : `${found.method} ${found.path}`;
};

const EVERYWHERE = '/*';

const isSearch = (path: string) => path.endsWith('/search');
