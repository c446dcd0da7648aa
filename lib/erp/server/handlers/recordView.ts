import { recordOfKey } from '../../api/recordKey.ts';
import { visibleTo } from '../access/caller.ts';
import type { Routes } from '../access/guardedRoutes.ts';
import type { Api } from '../http/environment.ts';
import { etagOf, isUnchanged } from '../http/etag.ts';
import { neverLinkStore } from '../links/never.ts';
import { linkStore } from '../links/store.ts';
import { detailOf, linksOf, visibleCustomers } from './customerViews.ts';
import type { Services } from './services.ts';

export const mountRecordView = (api: Api, routes: Routes, { source, database }: Services): void => {
  api.openapi(routes.getRecordView, async (context) => {
    const caller = context.get('caller');
    const { asOf, opportunity, dealAmount, dealCurrency, ...record } = context.req.valid('query');
    const deal =
      opportunity === undefined
        ? null
        : { opportunity, amount: dealAmount ?? null, currency: dealCurrency ?? null };
    const store = linkStore(database, caller.tenant);
    const links = await store.ofRecord(record);
    const found = await Promise.all(
      links.map(({ customer }) =>
        source.customer(caller.tenant, customer, { visibleTo: visibleTo(caller) }, asOf ?? null, deal),
      ),
    );
    const customers = found.filter((customer) => customer !== null);
    const theirs = await linksOf(store, customers);
    const visible = new Set(customers.map(({ id }) => id));
    const never = await neverLinkStore(database, caller.tenant).ofRecord(record);
    const neverSeen = await visibleCustomers(
      source,
      caller.tenant,
      visibleTo(caller),
      never.map(({ customer }) => customer),
    );
    const lookalikes = await Promise.all(
      customers.map((customer) =>
        source.lookalikes(caller.tenant, customer, { visibleTo: visibleTo(caller) }),
      ),
    );
    const asked = opportunity === undefined ? null : recordOfKey(opportunity);
    const dealLinks = asked === null ? [] : await store.ofDeal(asked);
    const view = {
      record,
      // A link to a customer outside the caller's scope would tell that it exists.
      links: links.filter(({ customer }) => visible.has(customer)),
      customers: customers.map((customer) => detailOf(customer, theirs)),
      neverLinks: never.flatMap((each) => {
        const customerName = neverSeen.get(each.customer);
        return customerName === undefined ? [] : { ...each, customerName };
      }),
      lookalikes: lookalikes.flat(),
      dealLinks: dealLinks.filter(({ customer }) => visible.has(customer)),
    };
    const etag = etagOf(view);
    const headers = { ETag: etag };
    if (isUnchanged(context.req.valid('header')['if-none-match'], etag)) {
      return context.body(null, 304, headers);
    }
    return context.json(view, 200, headers);
  });
};
