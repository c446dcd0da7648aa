import * as z from 'zod';
import { customerId, instant } from './primitives.ts';
import { recordRef } from './record.ts';

/** A person's word that a CRM record and a customer are not the same: they are neither suggested nor linked until it is taken back. */
export const neverLink = z
  .object({
    id: z.uuid(),
    record: recordRef,
    customer: customerId,
    createdBy: z.string(),
    createdAt: instant,
  })
  .meta({ id: 'NeverLink' });
export type NeverLink = z.infer<typeof neverLink>;

/** Body of `PUT never-links`: idempotent, the same pair again answers what is there. */
export const neverLinkRequest = z
  .strictObject({ record: recordRef, customer: customerId })
  .meta({ id: 'NeverLinkRequest' });
export type NeverLinkRequest = z.infer<typeof neverLinkRequest>;

/** With the customer's name, so that a person knows what they would take back. */
export const namedNeverLink = neverLink.extend({ customerName: z.string() }).meta({ id: 'NamedNeverLink' });
export type NamedNeverLink = z.infer<typeof namedNeverLink>;
