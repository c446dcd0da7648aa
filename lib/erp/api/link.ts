import * as z from 'zod';
import { customerId, instant, linkId } from './primitives.ts';
import { recordRef } from './record.ts';

/** One CRM record joined to one ERP customer. `rev` grows with every change; a link id is never reused. */
export const link = z
  .object({
    id: linkId,
    rev: z.int().positive(),
    record: recordRef,
    /** Host of the record page on which it was linked, so that the record can be opened again. */
    host: z.string().min(1).max(255),
    customer: customerId,
    createdBy: z.string(),
    createdAt: instant,
  })
  .meta({ id: 'Link' });
export type Link = z.infer<typeof link>;

/** Body of `PUT links`: idempotent, the same pair again answers the same link. */
export const linkRequest = z
  .strictObject({ record: recordRef, host: z.string().min(1).max(255), customer: customerId })
  .meta({ id: 'LinkRequest' });
export type LinkRequest = z.infer<typeof linkRequest>;

export const linkList = z.object({ links: z.array(link) }).meta({ id: 'LinkList' });
