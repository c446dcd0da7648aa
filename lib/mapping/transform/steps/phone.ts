import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import * as z from 'zod';
import { type FieldType, isTextual } from '../../field.ts';
import { given, type Loss, refused, type Transformer } from '../step.ts';

const written = z.enum(['asTyped', 'e164', 'international']);
type Written = z.infer<typeof written>;
const schema = z.strictObject({
  step: z.literal('phone'),
  /** ISO 3166-1; where numbers without a country code are from. */
  country: z.string().regex(/^[A-Z]{2}$/),
  erp: written,
  crm: written,
});

const lossOf = (there: Written, back: Written): Loss =>
  there === 'asTyped' && back === 'asTyped' ? 'nothing' : 'spelling';

const read = (text: string, country: string): PhoneNumber | null => {
  const number = isSupportedCountry(country)
    ? parsePhoneNumberFromString(text, { defaultCountry: country, extract: false })
    : parsePhoneNumberFromString(text, { extract: false });
  return number?.isPossible() === true && number.ext === undefined ? number : null;
};

/** A phone number as each side wants it written. One with an extension stays as typed: E.164 would drop it. */
export const phone: Transformer<z.infer<typeof schema>> = {
  schema,
  initial: { step: 'phone', country: 'DE', erp: 'asTyped', crm: 'e164' },
  carry(direction, value, { country, erp, crm }) {
    if (typeof value !== 'string') return refused('notText');
    const as = direction === 'toCrm' ? crm : erp;
    if (as === 'asTyped') return given(value);
    const number = read(value, country);
    if (number === null) return refused('notAPhoneNumber');
    const text = as === 'e164' ? number.number : number.formatInternational();
    // What does not read back as itself was no number of any country's plan.
    return read(text, country)?.number === number.number ? given(text) : refused('notAPhoneNumber');
  },
  loss: ({ erp, crm }) => ({ toCrm: lossOf(crm, erp), toErp: lossOf(erp, crm) }),
  typeAfter: (_direction, type): FieldType | null => (isTextual(type) ? 'phone' : null),
};
