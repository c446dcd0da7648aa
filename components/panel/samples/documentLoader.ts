import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import type { CustomerLists, ListKind } from '../../../lib/erp/api/lists.ts';
import type { DocumentLoader } from '../../financials/documents/documentLoader.ts';
import type { Part } from '../../financials/documents/listing.ts';

type Rows = { readonly [K in ListKind]?: readonly CustomerLists[K][] };

/** Knows what came with the customer, and what a test adds; never asks for more. */
export const settledLoader = (more: Rows = {}): DocumentLoader => {
  const parts = new Map<string, Part<unknown>>();
  return {
    part: <K extends ListKind>(customer: CustomerDetail, kind: K) => {
      const key = `${customer.id}/${kind}`;
      const own: readonly unknown[] =
        kind === 'products' ? [] : customer[kind as Exclude<ListKind, 'products'>];
      const part = parts.get(key) ?? {
        rows: [...own, ...(more[kind] ?? [])],
        isComplete: true,
        asking: false,
        failure: null,
        more: () => undefined,
      };
      parts.set(key, part);
      return part as Part<CustomerLists[K]>;
    },
  };
};
