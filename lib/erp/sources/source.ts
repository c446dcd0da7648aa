import type { Deal } from '../../finance/creditCheck.ts';
import type { CustomerDetail, CustomerSummary, Lookalike } from '../api/customer.ts';
import type { CustomerLists } from '../api/lists.ts';
import type { MatchQuery } from '../api/match.ts';
import type { CustomerId } from '../api/primitives.ts';
import type { ErpRecords } from './records.ts';

/** A customer as a source knows it; links belong to the ERP API, not to the source. */
export type SourceCustomer = Omit<CustomerSummary, 'links'> & {
  /** Who owns the customer, for the scopes `own` and `team`; null = nobody, visible to scope `all` only. */
  readonly owner: string | null;
  readonly team: string | null;
};
export type SourceDetail = Omit<CustomerDetail, 'links'> & SourceCustomer;
export type SourceLookalike = Lookalike;

export interface CustomerFilter {
  /** Words that must occur in name, id, city, website or email. */
  readonly search?: string;
  readonly currency?: string;
  readonly creditHold?: boolean;
  /** Only these customers, or all but these: links belong to the ERP API, so it says which ones it means. */
  readonly among?: { readonly ids: readonly string[]; readonly mode: 'only' | 'except' };
  /** Restricts to one owner or team: the caller's scope, never optional where the scope is not `all`. */
  readonly visibleTo:
    | { readonly scope: 'all' }
    | { readonly scope: 'team'; readonly team: string }
    | { readonly scope: 'own'; readonly user: string };
}

/**
 * An ERP behind the ERP API. One folder per source, one file per object, one line in `registry.ts`.
 * Everything is per tenant; every list is in a total order so that a cursor never skips or repeats a row.
 */
export interface ErpSource {
  readonly name: string;
  /** null = the ERP is elsewhere: the sync cannot write it inside a transaction of the ERP API. */
  readonly records: ErpRecords | null;
  company(tenant: string): Promise<SourceCompany | null>;
  customers(
    tenant: string,
    filter: CustomerFilter,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<Page<SourceCustomer>>;
  /** Customers that share at least one key with the query, for scoring: a superset is fine, a miss is not. */
  matchCandidates(
    tenant: string,
    query: MatchQuery,
    filter: Pick<CustomerFilter, 'visibleTo'>,
  ): Promise<readonly SourceCustomer[]>;
  /** null = no such customer, or not visible: the two look alike on purpose. */
  customer(
    tenant: string,
    id: CustomerId,
    filter: Pick<CustomerFilter, 'visibleTo'>,
    asOf: string | null,
    /** Asks for its credit check. */
    deal: Deal | null,
  ): Promise<SourceDetail | null>;
  /** Other visible customers that may be the same company entered twice. */
  lookalikes(
    tenant: string,
    customer: SourceCustomer,
    filter: Pick<CustomerFilter, 'visibleTo'>,
  ): Promise<readonly SourceLookalike[]>;
  /** Newest first; null as for `customer`. */
  documents<K extends DocumentKind>(
    tenant: string,
    id: CustomerId,
    kind: K,
    filter: Pick<CustomerFilter, 'visibleTo'>,
    page: { readonly asOf: string | null; readonly after: string | null; readonly limit: number },
  ): Promise<Page<DocumentKinds[K]> | null>;
}

/** A customer's lists that come in pages. */
export type DocumentKinds = CustomerLists;
export type DocumentKind = keyof DocumentKinds;

export interface Page<T> {
  readonly rows: readonly T[];
  /** What `after` must be for the next page; null = this was the last. */
  readonly next: string | null;
}

/** `after` is not a `next` that this source gave out. */
export class CursorError extends Error {
  override readonly name = 'CursorError';
  readonly code = 'cursor.malformed';
  constructor() {
    super('The cursor is not one that this list gave out. Start again without it.');
  }
}

export interface SourceCompany {
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  /** MM-DD. */
  readonly fiscalYearStart: string;
  /** Days past due that the terms forgive before the verdict says "Stop". */
  readonly graceDays: number;
  /** Date the books speak of: pinned by the seed, else today in the company's time zone. */
  readonly asOf: string;
}
