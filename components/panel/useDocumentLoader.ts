import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RecordPage } from '../../lib/crm/port.ts';
import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import type { CustomerLists, ListKind } from '../../lib/erp/api/lists.ts';
import type { Failure } from '../../lib/failure.ts';
import type { DocumentLoader } from '../financials/documents/documentLoader.ts';
import type { Part } from '../financials/documents/listing.ts';
import { usePort } from './port.ts';
import { failureOf } from './retry.ts';

/** What was fetched of one list beyond what came with the customer. */
interface Fetched {
  /** The rows that came with the customer then. Others now: the list has moved on, and what was fetched no longer fits. */
  readonly after: readonly unknown[];
  /** Something of it is here: without a cursor, this is all. */
  readonly isBegun: boolean;
  readonly rows: readonly unknown[];
  readonly cursor: string | null;
  /** Epoch ms of the first answer; null = nothing was fetched. */
  readonly at: number | null;
  readonly asking: boolean;
  readonly failure: Failure | null;
}

/** Products never come with the customer: that list begins with a question. */
const NOTHING: readonly never[] = [];

const beginningOf = (customer: CustomerDetail, kind: ListKind): Fetched => {
  const after = kind === 'products' ? NOTHING : customer[kind];
  const cursor = kind === 'products' ? null : customer.cursors[kind];
  return { after, isBegun: kind !== 'products', rows: after, cursor, at: null, asking: false, failure: null };
};

/**
 * Fetches more of the record's customers' documents through the worker. Leaving the record aborts what is under way.
 * `company`: the one behind a contact, deal or quote whose customers these are.
 */
export const useDocumentLoader = (page: RecordPage, company: string | undefined): DocumentLoader => {
  const port = usePort();
  const [lists, setLists] = useState<ReadonlyMap<string, Fetched>>(new Map());
  const asking = useRef(new Set<string>());
  const left = useRef(new AbortController());

  useEffect(() => {
    left.current = new AbortController();
    return () => left.current.abort();
  }, []);

  const fetchMore = useCallback(
    async (customer: CustomerDetail, kind: ListKind, from: Fetched) => {
      const key = `${kind}/${customer.id}`;
      if (asking.current.has(key)) return;
      asking.current.add(key);
      const { signal } = left.current;
      const put = (next: Fetched) => {
        if (!signal.aborted) setLists((known) => new Map(known).set(key, next));
      };
      put({ ...from, asking: true, failure: null });
      try {
        const answer = await port.send(
          'customer.documents',
          {
            page,
            customer: customer.id,
            kind,
            cursor: from.cursor,
            requestId: crypto.randomUUID(),
            ...(company === undefined ? {} : { company }),
          },
          signal,
        );
        asking.current.delete(key);
        put({
          ...from,
          isBegun: true,
          rows: [...from.rows, ...answer.rows],
          cursor: answer.nextCursor,
          at: from.at ?? Date.now(),
          asking: false,
          failure: null,
        });
      } catch (error) {
        asking.current.delete(key);
        put({ ...from, asking: false, failure: failureOf(error) });
      }
    },
    [port, page, company],
  );

  return useMemo(() => {
    const parts = new Map<string, { readonly of: Fetched; readonly part: Part<unknown> }>();
    const part = <K extends ListKind>(customer: CustomerDetail, kind: K): Part<CustomerLists[K]> => {
      const key = `${kind}/${customer.id}`;
      const beginning = beginningOf(customer, kind);
      const fetched = lists.get(key);
      const list = fetched !== undefined && fetched.after === beginning.after ? fetched : beginning;
      const known = parts.get(key);
      if (known !== undefined && known.of === list) return known.part as Part<CustomerLists[K]>;
      const made: Part<unknown> = {
        rows: list.rows,
        isComplete: list.isBegun && list.cursor === null,
        asking: list.asking,
        failure: list.failure,
        ...(list.at === null ? {} : { furtherAt: list.at }),
        more: () => void fetchMore(customer, kind, list),
      };
      parts.set(key, { of: list, part: made });
      return made as Part<CustomerLists[K]>;
    };
    return { part };
  }, [lists, fetchMore]);
};
