import type { MatchQuery } from '../erp/api/match.ts';
import { companyTokens } from './companyName.ts';
import { type Candidate, type Identity, identityOfCustomer, identityOfQuery } from './identity.ts';

/** Letters of a name's word that must agree before names are compared: a typo after them is still found. */
const PREFIX = 3;

const keysOf = ({ key, email, domains, phone, name }: Identity): string[] => [
  ...new Set([
    ...(key === null ? [] : [`key:${key.value}`]),
    ...(email === null ? [] : [`email:${email.value}`]),
    ...domains.map(({ value }) => `domain:${value}`),
    ...(phone === null ? [] : [`phone:${phone.value}`]),
    ...companyTokens(name ?? '').map((token) => `name:${[...token].slice(0, PREFIX).join('')}`),
  ]),
];

/**
 * Keys for blocking: only companies that share one are compared at all, so that a search needs an index and not every customer.
 * `key:`, `email:`, `domain:`, `phone:` hold whole values, `name:` the first letters of each word.
 */
export const keysOfQuery = (query: MatchQuery): string[] => keysOf(identityOfQuery(query));
export const keysOfCustomer = (customer: Candidate): string[] => keysOf(identityOfCustomer(customer));
