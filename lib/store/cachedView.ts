import * as z from 'zod';
import { recordView } from '../erp/api/customer.ts';
import { recordRef } from '../erp/api/record.ts';

/** What is kept of a record page: enough to paint it at once and to ask whether it still holds. */
export const cachedView = z.object({
  view: recordView,
  /** The company behind a contact, deal or quote; null where the record is the company itself. */
  via: recordRef.nullable(),
  /** Every company of the record, the main one first; [] where the record is the company itself. */
  companies: z.array(z.object({ record: recordRef, name: z.string().nullable() })),
  etag: z.string().nullable(),
  /** Epoch ms. */
  fetchedAt: z.number(),
});
export type CachedView = z.infer<typeof cachedView>;
