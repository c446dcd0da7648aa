import type { CustomerId } from '../../api/primitives.ts';
import { type Caller, visibleTo } from '../access/caller.ts';
import type { Routes } from '../access/guardedRoutes.ts';
import type { Api } from '../http/environment.ts';
import { revEtag, revOf } from '../http/etag.ts';
import { Refusal } from '../http/refusal.ts';
import { neverLinkStore } from '../links/never.ts';
import { linkStore } from '../links/store.ts';
import { visibleCustomers } from './customerViews.ts';
import type { Services } from './services.ts';

export const mountLinks = (api: Api, routes: Routes, { source, database, now }: Services): void => {
  /** Those of the customers that the caller may see. */
  const seen = (caller: Caller, ids: readonly CustomerId[]) =>
    visibleCustomers(source, caller.tenant, visibleTo(caller), ids);

  api.openapi(routes.listLinks, async (context) => {
    const caller = context.get('caller');
    const found = await linkStore(database, caller.tenant).find(context.req.valid('query'));
    const visible = await seen(
      caller,
      found.map(({ customer }) => customer),
    );
    return context.json({ links: found.filter(({ customer }) => visible.has(customer)) }, 200);
  });

  api.openapi(routes.putLink, async (context) => {
    const caller = context.get('caller');
    const request = context.req.valid('json');
    const visible = await seen(caller, [request.customer]);
    if (!visible.has(request.customer)) throw new Refusal('customer.unknown');
    const never = await neverLinkStore(database, caller.tenant).ofRecord(request.record);
    if (never.some(({ customer }) => customer === request.customer)) throw new Refusal('link.never');
    const { link, created } = await linkStore(database, caller.tenant).put(request, caller.user, now());
    return context.json(link, created ? 201 : 200, { ETag: revEtag(link.rev) });
  });

  api.openapi(routes.deleteLink, async (context) => {
    const caller = context.get('caller');
    const store = linkStore(database, caller.tenant);
    const { id } = context.req.valid('param');
    const ifMatch = context.req.valid('header')['if-match'];
    if (ifMatch === undefined) {
      throw new Refusal('precondition.missing', {
        detail: 'Send If-Match with the link’s rev, such as "1".',
      });
    }
    const link = await store.byId(id);
    if (link === null || !(await seen(caller, [link.customer])).has(link.customer)) {
      throw new Refusal('link.unknown');
    }
    const removed = await store.remove(id, revOf(ifMatch), caller.user);
    if (removed === 'pending') throw new Refusal('link.pending', { headers: { 'Retry-After': '90' } });
    if (removed === 'changed') throw new Refusal('link.changed', { headers: { ETag: revEtag(link.rev) } });
    return context.body(null, 204);
  });
};
