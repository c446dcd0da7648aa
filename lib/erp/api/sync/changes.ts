import * as z from 'zod';
import { linkId } from '../primitives.ts';
import { recordKeyText } from '../record.ts';
import { erpId } from './values.ts';

const feedObject = z
  .enum(['link', 'customer', 'contact', 'opportunity', 'quote', 'order', 'invoice', 'payment'])
  .meta({ id: 'FeedObject' });
export type FeedObject = z.infer<typeof feedObject>;

export const changesQuery = z.strictObject({
  /** Opaque: `next` of the answer before. None = every link first, then what changes from now on. */
  cursor: z.string().min(1).max(400).optional(),
  /** Comma-separated; none = all. */
  objects: z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .pipe(z.array(feedObject).min(1))
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

const change = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('link'), id: linkId }),
    /** `deleted` is the proof of a delete: it was there, and was taken away. */
    z.object({ kind: z.literal('erp'), id: erpId, deleted: z.boolean() }),
    /** Its twin waited for a link that is there now. */
    z.object({ kind: z.literal('crm'), id: recordKeyText }),
  ])
  .meta({ id: 'Change' });
export type Change = z.infer<typeof change>;

/** A record is in a page once, however often it changed. Read on while `more`; `next` is never null, it is asked again later. */
export const changesPage = z
  .object({ dirty: z.array(change), next: z.string(), more: z.boolean() })
  .meta({ id: 'ChangesPage' });
export type ChangesPage = z.infer<typeof changesPage>;
