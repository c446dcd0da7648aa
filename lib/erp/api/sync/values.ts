import * as z from 'zod';

/** Text that every database and every CRM can hold: well-formed Unicode without NUL. */
const storableText = z
  .string()
  .max(131_072)
  .refine((text) => text.isWellFormed() && !text.includes('\u0000'), {
    error: 'Text with a character that cannot be stored.',
  });

/** Amounts are integers in minor units; dates are calendar dates as text. */
const scalar = z.union([storableText, z.number(), z.boolean()]);

const blank = z.strictObject({ kind: z.literal('blank') });
const value = z.strictObject({ kind: z.literal('value'), value: scalar });

/** What a system can hold. */
export const stored = z.discriminatedUnion('kind', [blank, value]).meta({ id: 'StoredValue' });
export type Stored = z.infer<typeof stored>;

/** What can be written: a blank only as the deliberate act of clearing. */
export const written = z
  .discriminatedUnion('kind', [z.strictObject({ kind: z.literal('cleared') }), value])
  .meta({ id: 'WrittenValue' });
export type Written = z.infer<typeof written>;

export const sideName = z.enum(['crm', 'erp']);
export type SideName = z.infer<typeof sideName>;

/** Names that the engine makes: rules, questions, fields. */
export const name = z
  .string()
  .min(1)
  .max(400)
  .refine((text) => text.isWellFormed() && !text.includes('\u0000'), {
    error: 'A name with a character that cannot be stored.',
  });

/** Ids that a browser makes for its runs and intents: never the same twice. */
export const browserMadeId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, '8 to 64 letters, digits, - or _.');

/** An ERP record as the ERP API names it: `object/id`. */
export const erpId = z
  .string()
  .regex(
    /^(customer|contact|opportunity|quote|order|invoice|payment)\/.{1,64}$/u,
    'An ERP record is written object/id.',
  )
  .meta({ id: 'ErpId', example: 'customer/G01' });

export const rev = z.int().positive();
/** 0 = there is none yet. */
export const version = z.int().nonnegative();
