import { visibleTo } from '../access/caller.ts';
import type { Routes } from '../access/guardedRoutes.ts';
import type { Api } from '../http/environment.ts';
import { Refusal } from '../http/refusal.ts';
import { neverLinkStore } from '../links/never.ts';
import { linkStore } from '../links/store.ts';
import { visibleCustomers } from './customerViews.ts';
import type { Services } from './services.ts';

export const mountNeverLinks = (api: Api, routes: Routes, { source, database, now }: Services): void => {
  api.openapi(routes.putNeverLink, async (context) => {
    const caller = context.get('caller');
    const request = context.req.valid('json');
    const { record, customer } = request;
    const seen = await visibleCustomers(source, caller.tenant, visibleTo(caller), [customer]);
    if (!seen.has(customer)) throw new Refusal('customer.unknown');
    const links = await linkStore(database, caller.tenant).find({ ...record, customer });
    if (links.length > 0) throw new Refusal('neverLink.linked');
    const { never, created } = await neverLinkStore(database, caller.tenant).put(request, caller.user, now());
    return context.json(never, created ? 201 : 200);
  });

  api.openapi(routes.deleteNeverLink, async (context) => {
    const caller = context.get('caller');
    const store = neverLinkStore(database, caller.tenant);
    const { id } = context.req.valid('param');
    const never = await store.byId(id);
    const seen =
      never === null
        ? new Map()
        : await visibleCustomers(source, caller.tenant, visibleTo(caller), [never.customer]);
    if (never === null || !seen.has(never.customer) || !(await store.remove(id)))
      throw new Refusal('neverLink.unknown');
    return context.body(null, 204);
  });
};
