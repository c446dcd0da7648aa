import * as z from 'zod';
import { countryCode } from '../../../matching/country.ts';
import { isTextual } from '../../field.ts';
import { given, type Loss, refused, type Transformer } from '../step.ts';

const written = z.enum(['code', 'name']);
const schema = z.strictObject({
  step: z.literal('country'),
  erp: written,
  crm: written,
  /** Language of the names that are written; names are read in many. */
  language: z.enum(['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'ja']),
});
type Country = z.infer<typeof schema>;

const namesIn = new Map<string, Intl.DisplayNames>();

/** A name that reads back as its own code; null where the language has none that does. */
const nameOf = (code: string, language: string): string | null => {
  const names = namesIn.get(language) ?? new Intl.DisplayNames(language, { type: 'region' });
  namesIn.set(language, names);
  const name = names.of(code);
  return name !== undefined && countryCode(name) === code ? name : null;
};

const lossFrom = ({ erp, crm }: Country, from: 'erp' | 'crm'): Loss =>
  (from === 'erp' ? erp : crm) === 'code' && erp !== crm ? 'nothing' : 'spelling';

/** A country as ISO 3166-1 code or as a name: DE ↔ Germany. */
export const country: Transformer<Country> = {
  schema,
  initial: { step: 'country', erp: 'code', crm: 'name', language: 'en' },
  carry(direction, value, { erp, crm, language }) {
    if (typeof value !== 'string') return refused('notText');
    const [from, to] = direction === 'toCrm' ? [erp, crm] : [crm, erp];
    const code = countryCode(value);
    if (code === null) return refused('unknownCountry');
    // A code is a code only as it is written in one: "de" would come back as "DE".
    if (from === 'code' && to === 'name' && value !== code) return refused('unknownCountry');
    const answer = to === 'code' ? code : nameOf(code, language);
    return answer === null ? refused('unknownCountry') : given(answer);
  },
  loss: (step) => ({ toCrm: lossFrom(step, 'erp'), toErp: lossFrom(step, 'crm') }),
  typeAfter: (_direction, type) => (isTextual(type) ? 'text' : null),
};
