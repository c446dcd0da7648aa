import type { MatchQuery, MatchSuggestion } from '../erp/api/match.ts';
import { comparisons, type MatchReason } from './evidence.ts';
import { type Candidate, type Identity, identityOfCustomer, identityOfQuery } from './identity.ts';

export type Band = MatchSuggestion['band'];

export interface MatchScore {
  /** 0–100: points for − points against. */
  readonly score: number;
  /** null = too little to suggest it at all. */
  readonly band: Band | null;
  /** For, then against, each the weightiest first. */
  readonly reasons: readonly MatchReason[];
}

/**
 * Beyond what a like name in the same place comes to: that is how two companies look that have nothing to do with each other, so
 * `strong` takes a key, an address, a domain or a number as well.
 */
const STRONG = 75;
const LIKELY = 45;
const POSSIBLE = 20;

const bandOf = (score: number): Band | null => {
  if (score < POSSIBLE) return null;
  if (score < LIKELY) return 'possible';
  return score < STRONG ? 'likely' : 'strong';
};

const weightiestFirst = (reasons: readonly MatchReason[], effect: MatchReason['effect']) =>
  reasons.filter((reason) => reason.effect === effect).toSorted((a, b) => b.points - a.points);

const pointsOf = (reasons: readonly MatchReason[]) =>
  reasons.reduce((total, { effect, points }) => total + (effect === 'for' ? points : -points), 0);

export const scoreIdentities = (crm: Identity, erp: Identity): MatchScore => {
  const found = Object.values(comparisons)
    .map((compare) => compare(crm, erp))
    .filter((reason) => reason !== null);
  const score = Math.min(100, Math.max(0, pointsOf(found)));
  const reasons = [...weightiestFirst(found, 'for'), ...weightiestFirst(found, 'against')];
  return { score, band: bandOf(score), reasons };
};

/** How much speaks for a CRM record and an ERP customer being one company, and what. A score never links anything by itself. */
export const score = (query: MatchQuery, candidate: Candidate): MatchScore =>
  scoreIdentities(identityOfQuery(query), identityOfCustomer(candidate));
