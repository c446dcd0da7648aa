import { type CountryCode, getCountries, isSupportedCountry } from 'libphonenumber-js/min';
import { fold } from './text.ts';

/** Languages in which CRMs write country names as free text. */
const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'ja'];
const everyday: readonly (readonly [string, CountryCode])[] = [
  ['usa', 'US'],
  ['united states of america', 'US'],
  ['america', 'US'],
  ['uk', 'GB'],
  ['great britain', 'GB'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['wales', 'GB'],
  ['holland', 'NL'],
  ['czech republic', 'CZ'],
];

let codes: ReadonlyMap<string, CountryCode> | undefined;

/** Built once, on the first country that is not a code: names in eleven languages take some milliseconds. */
const codesByName = (): ReadonlyMap<string, CountryCode> => {
  codes ??= new Map([
    ...languages.flatMap((language) => {
      const names = new Intl.DisplayNames(language, { type: 'region' });
      return getCountries().map((code) => [fold(names.of(code) ?? code), code] as const);
    }),
    ...everyday,
  ]);
  return codes;
};

/** ISO 3166-1 alpha-2 code of a code or a name; null where it is neither. */
export const countryCode = (text: string): CountryCode | null => {
  const code = text.trim().toUpperCase();
  return isSupportedCountry(code) ? code : (codesByName().get(fold(text)) ?? null);
};
