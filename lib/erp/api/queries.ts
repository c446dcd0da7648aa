import * as z from 'zod';
import { currencyCode, customerId, isoDate } from './primitives.ts';
import { recordKeyText, recordRef } from './record.ts';

/** Rows of one page of a list. More are had with the `nextCursor` of the answer. */
const MAX_PAGE = 200;

const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

const pageShape = {
  /** Opaque: `nextCursor` of the page before. */
  cursor: z.string().min(1).max(2048).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
};

export const customersQuery = z.strictObject({
  search: z.string().trim().min(1).max(200).optional(),
  currency: currencyCode.optional(),
  creditHold: flag,
  /** true: only customers that some CRM record is linked to; false: only those without. */
  linked: flag,
  ...pageShape,
});
export type CustomersQuery = z.infer<typeof customersQuery>;

const asOf = isoDate.optional();
export const asOfQuery = z.strictObject({ asOf });
/** A customer's documents may be many thousands, and somebody who sorts them wants all. */
const MAX_DOCUMENTS = 500;
export const documentsQuery = z.strictObject({
  asOf,
  ...pageShape,
  limit: z.coerce.number().int().min(1).max(MAX_DOCUMENTS).default(50),
});
/** Major units as the CRM writes them, such as "12500.50". */
const dealAmount = z.string().regex(/^-?\d{1,12}(\.\d{1,8})?$/, 'An amount such as "12500.50".');
export const recordViewQuery = z.strictObject({
  ...recordRef.shape,
  asOf,
  /** Asks for the credit check of this opportunity; amount and currency as far as the CRM names them. */
  opportunity: recordKeyText.optional(),
  dealAmount: dealAmount.optional(),
  dealCurrency: currencyCode.optional(),
});

const linksOfRecord = recordRef.partial().shape;
/** Either one record (all four parts), or one customer, or both. */
export const linksQuery = z.strictObject({ ...linksOfRecord, customer: customerId.optional() }).refine(
  ({ system, org, object, id, customer }) => {
    const parts = [system, org, object, id].filter((part) => part !== undefined).length;
    return parts === 4 || (parts === 0 && customer !== undefined);
  },
  { error: 'Name a record (system, org, object and id), a customer, or both.' },
);
export type LinksQuery = z.infer<typeof linksQuery>;
