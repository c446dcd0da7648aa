import type { MatchQuery } from '../erp/api/match.ts';
import { type Candidate, identityOfCustomer, identityOfQuery } from './identity.ts';
import { keysOfCustomer, keysOfQuery } from './keys.ts';
import { type Band, type MatchScore, scoreIdentities } from './score.ts';

export interface Suggestion<C extends Candidate> extends MatchScore {
  readonly customer: C;
  readonly band: Band;
}

const DEFAULT_LIMIT = 10;

/**
 * The customers worth suggesting for a CRM record, best first; equal scores by customer id, so that the order never depends on
 * the order the candidates came in. Candidates that share no blocking key are left out.
 */
export const suggest = <C extends Candidate>(
  query: MatchQuery,
  candidates: readonly C[],
  limit = DEFAULT_LIMIT,
): Suggestion<C>[] => {
  const keys = new Set(keysOfQuery(query));
  const crm = identityOfQuery(query);
  return candidates
    .filter((customer) => keysOfCustomer(customer).some((key) => keys.has(key)))
    .flatMap((customer) => {
      const { score, band, reasons } = scoreIdentities(crm, identityOfCustomer(customer));
      return band === null ? [] : { customer, score, band, reasons };
    })
    .toSorted((a, b) => b.score - a.score || (a.customer.id < b.customer.id ? -1 : 1))
    .slice(0, limit);
};
