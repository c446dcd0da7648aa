import { type CustomerDetail, customerDetail } from '../api/customer.ts';
import { ask, type Door } from './request.ts';

/** `GET customers/{id}`. */
export const customer =
  (door: Door) =>
  (id: string, signal: AbortSignal): Promise<CustomerDetail> =>
    ask(door, { method: 'GET', path: `customers/${encodeURIComponent(id)}`, signal }, customerDetail);
