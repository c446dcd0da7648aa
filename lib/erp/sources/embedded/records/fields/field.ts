import * as z from 'zod';
import type { ErpField } from '../../../../api/erpFields.ts';
import { FINANCE_FIELDS } from '../../../../api/fieldMapping.ts';

/** What a field can hold in the books; null = blank. */
export type Held = string | number | boolean | null;

/** A line of the registry: what the field list says of a field, and what the books accept in it. */
export interface BookField extends ErpField {
  readonly accepts: z.ZodType<Held>;
  /** The sentence for a value that is not accepted. */
  readonly wants: string;
}

/**
 * - `kept`: the ERP's own, it is only read
 * - `given`: set when the record is made, never changed by the sync
 * - `shared`: read and written
 */
type Access = 'kept' | 'given' | 'shared';

interface Wish {
  readonly access?: Access;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly group?: string;
  readonly maxLength?: number;
  readonly financeOwned?: boolean;
  /** It is never blank, but need not be told: the books have a value for a new record. */
  readonly hasDefault?: boolean;
}

const PLAIN_LENGTH = 400;

const field = (
  name: string,
  label: string,
  type: ErpField['type'],
  {
    access = 'shared',
    required = false,
    unique = false,
    group,
    maxLength,
    financeOwned = false,
    hasDefault = false,
  }: Wish,
  { accepts, wants }: { readonly accepts: z.ZodType<Held>; readonly wants: string },
): BookField => {
  const isFinance = financeOwned || FINANCE_FIELDS.includes(name);
  return {
    name,
    label,
    type,
    readOnly: isFinance || access !== 'shared',
    creatable: !isFinance && access !== 'kept',
    financeOwned: isFinance,
    required,
    unique,
    maxLength: maxLength ?? null,
    options: null,
    group: group ?? null,
    amountIn: null,
    accepts: required || hasDefault ? accepts.refine((held) => held !== null) : accepts,
    wants,
  };
};

/** Text of any kind: an address of a page or a mailbox is stored as it was given. */
export const textField = (
  name: string,
  label: string,
  {
    type = 'text',
    ...wish
  }: Wish & { readonly type?: 'text' | 'email' | 'phone' | 'url' | 'reference' } = {},
): BookField => {
  const maxLength = wish.maxLength ?? PLAIN_LENGTH;
  const text = z.string().max(maxLength);
  return field(
    name,
    label,
    type,
    { ...wish, maxLength },
    {
      accepts: (wish.required === true ? text.trim().min(1) : text).nullable(),
      wants: `${label} is a text of at most ${maxLength} characters${wish.required === true ? ', and is never blank' : ''}.`,
    },
  );
};

export const amountField = (
  name: string,
  label: string,
  amountIn: NonNullable<ErpField['amountIn']>,
  wish: Wish = {},
): BookField => ({
  ...field(name, label, 'amount', wish, {
    accepts: z.int().nullable(),
    wants: `${label} is a whole number of minor units.`,
  }),
  amountIn,
});

export const numberField = (
  name: string,
  label: string,
  { min, max, ...wish }: Wish & { readonly min: number; readonly max: number },
): BookField =>
  field(name, label, 'number', wish, {
    accepts: z.number().min(min).max(max).nullable(),
    wants: `${label} is a number from ${min} to ${max}.`,
  });

export const dateField = (name: string, label: string, wish: Wish = {}): BookField =>
  field(name, label, 'date', wish, {
    accepts: z.iso.date().nullable(),
    wants: `${label} is a day of the calendar such as 2026-11-20.`,
  });

export const booleanField = (name: string, label: string, wish: Wish = {}): BookField =>
  field(name, label, 'boolean', wish, {
    accepts: z.boolean().nullable(),
    wants: `${label} is either true or false.`,
  });

export const choiceField = (
  name: string,
  label: string,
  options: Readonly<Record<string, string>>,
  wish: Wish = {},
): BookField => ({
  ...field(name, label, 'picklist', wish, {
    accepts: z.enum(Object.keys(options)).nullable(),
    wants: `${label} is one of ${Object.keys(options).join(', ')}.`,
  }),
  options: Object.entries(options).map(([value, text]) => ({ value, label: text })),
});

/** An ISO 4217 code; lower case is forgiven. */
export const currencyField = (name: string, label: string, wish: Wish = {}): BookField =>
  field(
    name,
    label,
    'text',
    { ...wish, maxLength: 3 },
    {
      accepts: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z]{3}$/)
        .nullable(),
      wants: `${label} is three letters, as in ISO 4217.`,
    },
  );

/** An ISO 3166 code; lower case is forgiven. */
export const countryField = (name: string, label: string, wish: Wish = {}): BookField =>
  field(
    name,
    label,
    'text',
    { ...wish, maxLength: 2 },
    {
      accepts: z.string().length(2).toUpperCase().nullable(),
      wants: `${label} is a country as two letters, as in ISO 3166.`,
    },
  );
