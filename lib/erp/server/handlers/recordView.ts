import { visibleTo } from '../access/caller.ts';
import type { Routes } from '../access/guardedRoutes.ts';
import type { Api } from '../http/environment.ts';
import { etagOf, isUnchanged } from '../http/etag.ts';
import { linkStore } from '../links/store.ts';
import { detailOf, linksOf } from './customerViews.ts';
import type { Services } from './services.ts';

export const mountRecordView = (api: Api, routes: Routes, { source, database }: Services): void => {
  api.openapi(routes.getRecordView, async (context) => {
    const caller = context.get('caller');
    const { asOf, ...record } = context.req.valid('query');
    const store = linkStore(database, caller.tenant);
    const links = await store.ofRecord(record);
    const found = await Promise.all(
      links.map(({ customer }) =>
        source.customer(caller.tenant, customer, { visibleTo: visibleTo(caller) }, asOf ?? null),
      ),
    );
    const customers = found.filter((customer) => customer !== null);
    const theirs = await linksOf(store, customers);
    const visible = new Set(customers.map(({ id }) => id));
    const view = {
      record,
      // A link to a customer outside the caller's scope would tell that it exists.
      links: links.filter(({ customer }) => visible.has(customer)),
      customers: customers.map((customer) => detailOf(customer, theirs)),
    };
    const etag = etagOf(view);
    const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' };
    if (isUnchanged(context.req.valid('header')['if-none-match'], etag)) {
      return context.body(null, 304, headers);
    }
    return context.json(view, 200, headers);
  });
};
