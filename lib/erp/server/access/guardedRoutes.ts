import type { MiddlewareHandler } from 'hono';
import { type RouteName, routes } from '../../api/routes.ts';
import type { Environment } from '../http/environment.ts';

export type Routes = typeof routes;

export const hasBody = (route: Routes[RouteName]): boolean => 'request' in route && 'body' in route.request;

/** The routes with their guards in front, before any of their parameters is looked at. Handlers are mounted on these only. */
export const guardedRoutes = (
  guardsOf: (name: RouteName) => readonly MiddlewareHandler<Environment>[],
): Routes => {
  const guarded = (Object.keys(routes) as RouteName[]).map((name) => [
    name,
    { ...routes[name], middleware: guardsOf(name) },
  ]);
  return Object.fromEntries(guarded) as unknown as Routes;
};
