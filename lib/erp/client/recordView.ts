import { type RecordView, recordView as schema } from '../api/customer.ts';
import type { RecordRef } from '../api/record.ts';
import { recordKey } from '../api/recordKey.ts';
import { provenBody } from './provenBody.ts';
import { type Door, exchange } from './request.ts';
import { vouchedAt } from './vouchedAt.ts';

/** `unchanged`: what the caller holds under its ETag is vouched for again as of `fetchedAt` (epoch ms). */
export type Revalidated<T> =
  | { readonly unchanged: true; readonly fetchedAt: number }
  | {
      readonly unchanged: false;
      readonly value: T;
      readonly etag: string | null;
      readonly fetchedAt: number;
    };

/** An opportunity whose credit is to be checked, as its CRM tells it. */
export interface AskedDeal {
  readonly opportunity: RecordRef;
  /** Major units. */
  readonly amount: string | null;
  readonly currency: string | null;
}

/** What the contract takes; an amount or a currency of another form is not known. */
const dealQuery = (deal: AskedDeal | null): Readonly<Record<string, string | undefined>> => {
  if (deal === null) return {};
  const { amount, currency } = deal;
  return {
    opportunity: recordKey(deal.opportunity),
    dealAmount: amount !== null && /^-?\d{1,12}(\.\d{1,8})?$/.test(amount) ? amount : undefined,
    dealCurrency: currency !== null && /^[A-Z]{3}$/.test(currency) ? currency : undefined,
  };
};

/** `GET record-view`: all that a record page shows, in one call. A 304 that was not asked for is no answer. */
export const recordView =
  (door: Door) =>
  async (
    { system, org, object, id }: RecordRef,
    etag: string | null,
    signal: AbortSignal,
    deal: AskedDeal | null = null,
  ): Promise<Revalidated<RecordView>> => {
    const answer = await exchange(door, {
      method: 'GET',
      path: 'record-view',
      query: { system, org, object, id, ...dealQuery(deal) },
      headers: etag === null ? {} : { 'If-None-Match': etag },
      signal,
    });
    const fetchedAt = vouchedAt(answer.headers, door.now());
    if (answer.status === 304 && etag !== null) return { unchanged: true, fetchedAt };
    return {
      unchanged: false,
      value: provenBody(answer, schema),
      etag: answer.headers.get('ETag'),
      fetchedAt,
    };
  };
