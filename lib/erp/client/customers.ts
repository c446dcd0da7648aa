import { type CustomerPage, customerPage } from '../api/customer.ts';
import { ask, type Door } from './request.ts';

/** `GET customers?search=`: the first page; a person narrows a search rather than paging through it. */
export const customers =
  (door: Door) =>
  (search: string, limit: number, signal: AbortSignal): Promise<CustomerPage> =>
    ask(
      door,
      { method: 'GET', path: 'customers', query: { search, limit: String(limit) }, signal },
      customerPage,
    );
