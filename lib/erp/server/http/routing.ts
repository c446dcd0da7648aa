import type { routes as allRoutes, RouteName } from '../../api/routes.ts';
import { Refusal } from './refusal.ts';

type Routes = typeof allRoutes;

const pattern = (path: string) => new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);

/** What a path that no route answered comes to: 405 with `Allow` where another method would have, else 404. */
export const unrouted = (routes: Routes) => {
  const known = (Object.keys(routes) as RouteName[]).map((name) => ({
    method: routes[name].method.toUpperCase(),
    pattern: pattern(routes[name].path),
  }));
  return (path: string): Refusal => {
    const methods = new Set(known.filter((route) => route.pattern.test(path)).map((route) => route.method));
    if (methods.size === 0) return new Refusal('route.unknown');
    return new Refusal('method.notAllowed', { headers: { Allow: [...methods].join(', ') } });
  };
};
