import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CustomerSummary } from '../erp/api/customer.ts';
import type { MatchQuery } from '../erp/api/match.ts';
import { companyDomain, emailAddress } from './address.ts';
import { countryCode } from './country.ts';

export type Candidate = Pick<
  CustomerSummary,
  'id' | 'name' | 'website' | 'email' | 'phone' | 'city' | 'country'
>;

/** A value that was compared, beside the words it came from. */
interface Known<T = string> {
  readonly value: T;
  readonly written: string;
}

/** What either side knows about a company, in one form. A missing entry is unknown, and unknown says nothing. */
export interface Identity {
  readonly key: Known | null;
  readonly name: string | null;
  readonly email: Known | null;
  /** Registered domains of its website and email address, never one that providers share. */
  readonly domains: readonly Known[];
  /** E.164. */
  readonly phone: Known | null;
  readonly city: string | null;
  readonly country: Known<CountryCode> | null;
}

const known = <T>(
  written: string | null | undefined,
  normalise: (text: string) => T | null,
): Known<T> | null => {
  if (written == null) return null;
  const value = normalise(written);
  return value === null ? null : { value, written };
};

const text = (written: string | null | undefined): string | null =>
  written == null || written.trim() === '' ? null : written.trim();

const identity = (raw: {
  readonly key: string | undefined;
  readonly name: string | undefined;
  readonly website: string | null | undefined;
  readonly email: string | null | undefined;
  readonly phone: string | null | undefined;
  readonly city: string | null | undefined;
  readonly country: string | null | undefined;
}): Identity => {
  const country = known(raw.country, countryCode);
  const domains = [known(raw.website, companyDomain), known(raw.email, companyDomain)];
  return {
    key: known(raw.key, (key) => text(key)?.toLowerCase() ?? null),
    name: text(raw.name),
    email: known(raw.email, emailAddress),
    domains: domains
      .filter((domain) => domain !== null)
      .filter(({ value }, index, all) => all.findIndex((each) => each.value === value) === index),
    phone: known(raw.phone, (phone) => {
      const number = parsePhoneNumberFromString(
        phone,
        country === null ? {} : { defaultCountry: country.value },
      );
      return number?.isPossible() === true ? number.number : null;
    }),
    city: text(raw.city),
    country,
  };
};

export const identityOfQuery = (query: MatchQuery): Identity =>
  identity({
    key: query.customKey,
    name: query.name,
    website: query.domain,
    email: query.email,
    phone: query.phone,
    city: query.city,
    country: query.country,
  });

export const identityOfCustomer = (customer: Candidate): Identity =>
  identity({ ...customer, key: customer.id });
