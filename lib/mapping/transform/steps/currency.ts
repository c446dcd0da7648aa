import Big from 'big.js';
import * as z from 'zod';
import { currencyDigits } from '../../../finance/currency.ts';
import { isTextual } from '../../field.ts';
import { given, refused, type Transformer } from '../step.ts';
import { readDecimal } from './decimal.ts';

const schema = z.strictObject({
  step: z.literal('currency'),
  /** ISO 4217. Fixed on purpose: a text field has no currency of its own, and none is guessed. */
  currency: z.string().regex(/^[A-Z]{3}$/),
});

/** The ERP's minor units as a text in major units, for a CRM field that is a text: 12345 ↔ "123.45". Never rounds. */
export const currency: Transformer<z.infer<typeof schema>> = {
  schema,
  initial: { step: 'currency', currency: 'EUR' },
  carry(direction, value, step) {
    const digits = currencyDigits(step.currency);
    const exact = readDecimal(value);
    if (typeof exact === 'string') return refused(exact);
    if (direction === 'toCrm') {
      if (typeof value !== 'number') return refused('notANumber');
      if (!Number.isSafeInteger(value)) return refused('tooPrecise');
      const major = exact.eq(0) ? new Big(0) : exact.times(new Big(`1e${-digits}`));
      return given(major.toFixed(digits));
    }
    if (typeof value !== 'string') return refused('notText');
    const minor = exact.times(new Big(`1e${digits}`));
    // A tenth of a cent is nobody's to round away here.
    if (!minor.eq(minor.round(0)) || !Number.isSafeInteger(minor.toNumber())) return refused('tooPrecise');
    return given(minor.eq(0) ? 0 : minor.toNumber());
  },
  loss: () => ({ toCrm: 'nothing', toErp: 'spelling' }),
  typeAfter(direction, type) {
    if (direction === 'toCrm') return type === 'amount' || type === 'other' ? 'text' : null;
    return isTextual(type) ? 'amount' : null;
  },
};
