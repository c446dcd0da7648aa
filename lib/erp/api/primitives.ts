import * as z from 'zod';

/** ISO 4217 code, upper case. */
export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'A currency is three capital letters, as in ISO 4217.')
  .meta({ id: 'CurrencyCode', example: 'EUR' });

/** Integer amount in the minor unit of the currency beside it (EUR cents, JPY yen, KWD fils). */
export const minorUnits = z
  .int({
    error: ({ code, input }) =>
      code === 'invalid_type' && input !== undefined
        ? 'An amount is a whole number of minor units (cents), without decimals.'
        : undefined,
  })
  .meta({ id: 'MinorUnits', example: 123456 });

/** Calendar date in the company's time zone: never an instant, so it never shifts by a day. */
export const isoDate = z.iso.date().meta({ id: 'IsoDate', example: '2026-11-20' });

/** Instant in UTC. */
export const instant = z.iso.datetime().meta({ id: 'Instant', example: '2026-11-20T09:30:00Z' });

/** Decimal as text: rates, quantities and tax rates keep every digit they were booked with. */
export const decimalText = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'A decimal number as text, such as "0.9250".')
  .meta({ id: 'DecimalText', example: '0.9250' });

export const money = z.object({ amount: minorUnits, currency: currencyCode }).meta({ id: 'Money' });
export type Money = z.infer<typeof money>;

/** The source's own id of a customer, unchanged ("G01"). */
export const customerId = z
  .string()
  .min(1)
  .max(64)
  .brand<'CustomerId'>()
  .meta({ id: 'CustomerId', example: 'G01' });
export type CustomerId = z.infer<typeof customerId>;

/** The source's own number of a document, unchanged ("SO-9"). */
export const documentId = z.string().min(1).max(64);

export const linkId = z.uuid().brand<'LinkId'>().meta({ id: 'LinkId' });
