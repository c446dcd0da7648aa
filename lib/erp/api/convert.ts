import * as z from 'zod';
import { order } from './documents.ts';
import { currencyCode, customerId, decimalText, instant, isoDate, minorUnits, money } from './primitives.ts';
import { recordKeyText, recordRef } from './record.ts';

const line = z.strictObject({
  description: z.string().min(1).max(400),
  product: z.string().min(1).max(64).nullable().default(null),
  quantity: decimalText,
  /** Net price of one, minor units of `currency`. */
  unitPrice: minorUnits,
  taxRate: decimalText,
});

/** A won opportunity with everything that could be edited before its order is made. */
export const convertRequest = z
  .strictObject({
    opportunity: recordRef,
    /** Ids of opportunities that were merged into this one: they share its order. */
    mergedIds: z.array(recordRef.shape.id).max(50).default([]),
    customer: customerId,
    currency: currencyCode,
    lines: z.array(line).min(1).max(500),
    poNumber: z.string().min(1).max(120).nullable().default(null),
    shipTo: z.string().min(1).max(1000).nullable().default(null),
    requestedDate: isoDate.nullable().default(null),
    /** `auto`: nobody pressed a button; only where the company has switched that on. */
    trigger: z.enum(['manual', 'auto']).default('manual'),
    /** When it was won, at the earliest, by the CRM's clock; null = not known: it is then ordered by a person alone. */
    wonAt: instant.nullable().default(null),
  })
  .meta({ id: 'ConvertRequest' });
export type ConvertRequest = z.infer<typeof convertRequest>;

/** Why the order waits in the ERP. */
const draftReason = z
  .discriminatedUnion('code', [
    z.object({ code: z.literal('creditHold') }),
    /** `amount`: by how much the limit would be exceeded. */
    z.object({ code: z.literal('overLimit'), amount: money }),
  ])
  .meta({ id: 'DraftReason' });
export type DraftReason = z.infer<typeof draftReason>;

export const conversion = z
  .object({
    opportunity: recordKeyText,
    order,
    /** null = confirmed. */
    draftReason: draftReason.nullable(),
    poNumber: z.string().nullable(),
    shipTo: z.string().nullable(),
    requestedDate: isoDate.nullable(),
    convertedBy: z.string(),
    convertedAt: instant,
  })
  .meta({ id: 'Conversion' });
export type Conversion = z.infer<typeof conversion>;
