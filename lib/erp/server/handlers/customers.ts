import { suggest } from '../../../matching/suggest.ts';
import type { CustomersQuery } from '../../api/queries.ts';
import { recordOfKey } from '../../api/recordKey.ts';
import type { CustomerFilter } from '../../sources/source.ts';
import { type Caller, visibleTo } from '../access/caller.ts';
import type { Routes } from '../access/guardedRoutes.ts';
import type { Api } from '../http/environment.ts';
import { etagOf, isUnchanged } from '../http/etag.ts';
import { Refusal } from '../http/refusal.ts';
import { neverLinkStore } from '../links/never.ts';
import { type LinkStore, linkStore } from '../links/store.ts';
import { detailOf, linksOf, summaryOf } from './customerViews.ts';
import type { Services } from './services.ts';

const filterOf = async (
  { search, currency, creditHold, linked }: CustomersQuery,
  caller: Caller,
  links: LinkStore,
): Promise<CustomerFilter> => ({
  visibleTo: visibleTo(caller),
  ...(search === undefined ? {} : { search }),
  ...(currency === undefined ? {} : { currency }),
  ...(creditHold === undefined ? {} : { creditHold }),
  ...(linked === undefined
    ? {}
    : { among: { ids: await links.linkedCustomers(), mode: linked ? 'only' : 'except' } }),
});

export const mountCustomers = (api: Api, routes: Routes, { source, database }: Services): void => {
  /** Whom the record is never to be linked to. */
  const neverOf = async (key: string | undefined, tenant: string): Promise<ReadonlySet<string>> => {
    const record = key === undefined ? null : recordOfKey(key);
    if (record === null) return new Set();
    const pairs = await neverLinkStore(database, tenant).ofRecord(record);
    return new Set(pairs.map(({ customer }) => customer));
  };

  api.openapi(routes.listCustomers, async (context) => {
    const caller = context.get('caller');
    const links = linkStore(database, caller.tenant);
    const { cursor, limit, ...query } = context.req.valid('query');
    const filter = await filterOf({ ...query, limit }, caller, links);
    const { rows, next } = await source.customers(caller.tenant, filter, { after: cursor ?? null, limit });
    const theirs = await linksOf(links, rows);
    return context.json({ customers: rows.map((row) => summaryOf(row, theirs)), nextCursor: next }, 200);
  });

  api.openapi(routes.matchCustomers, async (context) => {
    const caller = context.get('caller');
    const query = context.req.valid('query');
    const candidates = await source.matchCandidates(caller.tenant, query, { visibleTo: visibleTo(caller) });
    const never = await neverOf(query.record, caller.tenant);
    const found = suggest(
      query,
      candidates.filter(({ id }) => !never.has(id)),
    );
    const theirs = await linksOf(
      linkStore(database, caller.tenant),
      found.map(({ customer }) => customer),
    );
    return context.json(
      {
        suggestions: found.map(({ customer, score, band, reasons }) => ({
          customer: summaryOf(customer, theirs),
          score,
          band,
          reasons: [...reasons],
        })),
      },
      200,
    );
  });

  api.openapi(routes.getCustomer, async (context) => {
    const caller = context.get('caller');
    const { id } = context.req.valid('param');
    const { asOf } = context.req.valid('query');
    const [customer, links] = await Promise.all([
      source.customer(caller.tenant, id, { visibleTo: visibleTo(caller) }, asOf ?? null, null),
      linksOf(linkStore(database, caller.tenant), [{ id }]),
    ]);
    if (customer === null) throw new Refusal('customer.unknown');
    const detail = detailOf(customer, links);
    const etag = etagOf(detail);
    const headers = { ETag: etag };
    if (isUnchanged(context.req.valid('header')['if-none-match'], etag)) {
      return context.body(null, 304, headers);
    }
    return context.json(detail, 200, headers);
  });
};
