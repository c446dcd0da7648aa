import type { CustomerDetail, CustomerSummary } from '../api/customer.ts';
import type { MatchQuery } from '../api/match.ts';
import type { CustomerId } from '../api/primitives.ts';

/** A customer as a source knows it; links belong to the ERP API, not to the source. */
export type SourceCustomer = Omit<CustomerSummary, 'links'> & {
  /** Who owns the customer, for the scopes `own` and `team`; null = nobody, visible to scope `all` only. */
  readonly owner: string | null;
  readonly team: string | null;
};
export type SourceDetail = Omit<CustomerDetail, 'links'>;

export interface CustomerFilter {
  /** Words that must occur in name, id, city, website or email. */
  readonly search?: string;
  readonly currency?: string;
  readonly creditHold?: boolean;
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
  company(tenant: string): Promise<SourceCompany | null>;
  customers(
    tenant: string,
    filter: CustomerFilter,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<{ readonly rows: readonly SourceCustomer[]; readonly next: string | null }>;
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
  ): Promise<SourceDetail | null>;
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
