import { type RecordView, recordView as schema } from '../api/customer.ts';
import type { RecordRef } from '../api/record.ts';
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

/** `GET record-view`: all that a record page shows, in one call. A 304 that was not asked for is no answer. */
export const recordView =
  (door: Door) =>
  async (
    { system, org, object, id }: RecordRef,
    etag: string | null,
    signal: AbortSignal,
  ): Promise<Revalidated<RecordView>> => {
    const answer = await exchange(door, {
      method: 'GET',
      path: 'record-view',
      query: { system, org, object, id },
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
