import * as z from 'zod';
import { name } from './sync/values.ts';

/** What the sync reads of an ERP, and what a mapping can join to an object of a CRM. */
export const erpObject = z
  .enum(['customer', 'contact', 'opportunity', 'quote', 'order'])
  .meta({ id: 'ErpObject' });
export type ErpObject = z.infer<typeof erpObject>;

const option = z.object({ value: z.string(), label: z.string() });

/** One field of an ERP object, as the books hold it today. */
export const erpField = z
  .object({
    name,
    /** For a person, in English. */
    label: z.string().min(1),
    /** Amounts are integers in minor units, dates calendar days as text, times ISO texts in UTC. */
    type: z.enum([
      'text',
      'number',
      'amount',
      'date',
      'dateTime',
      'boolean',
      'picklist',
      'reference',
      'email',
      'phone',
      'url',
      'other',
    ]),
    /** The sync never changes it once the record is there. */
    readOnly: z.boolean(),
    /** Can be given when the record is made; so can be every field that is not read-only. */
    creatable: z.boolean(),
    /** Flows from the ERP to the CRM only; no mapping can turn that round. */
    financeOwned: z.boolean(),
    /** No record is without it. */
    required: z.boolean(),
    unique: z.boolean(),
    /** Characters; null = not a text, or no limit that matters. */
    maxLength: z.int().positive().nullable(),
    options: z.array(option).nullable(),
    /** Fields of one group only make sense together; null = it stands alone. */
    group: name.nullable(),
    /** The currency of an amount: the record's own, or the company's; null = not an amount. */
    amountIn: z.enum(['record', 'company']).nullable(),
  })
  .meta({ id: 'ErpField' });
export type ErpField = z.infer<typeof erpField>;

export const erpFieldList = z
  .object({ object: erpObject, fields: z.array(erpField) })
  .meta({ id: 'ErpFieldList' });
