import { distance } from 'fastest-levenshtein';
import type { MatchSuggestion } from '../erp/api/match.ts';
import { nameSimilarity } from './companyName.ts';
import type { Identity } from './identity.ts';
import { fold } from './text.ts';

export type MatchReason = MatchSuggestion['reasons'][number];
type Kind = MatchReason['kind'];
type Comparison = (crm: Identity, erp: Identity) => MatchReason | null;

/** Names less alike than this say nothing for a match, … */
const NAME_COUNTS_FROM = 75;
/** … and below this they speak against one. */
const NAME_AGAINST_BELOW = 40;
const NAME_POINTS = 45;

const points = {
  customKey: { for: 95, against: 20 },
  email: { for: 75 },
  domain: { for: 70, against: 25 },
  phone: { for: 30 },
  name: { against: 10 },
  city: { for: 5, against: 8 },
  country: { for: 5, against: 20 },
} as const;

const reason = (
  kind: Kind,
  effect: MatchReason['effect'],
  amount: number,
  crmValue: string,
  erpValue: string,
): MatchReason => ({ kind, effect, points: amount, crmValue, erpValue });

const customKey: Comparison = ({ key: crm }, { key: erp }) => {
  if (crm === null || erp === null) return null;
  const effect = crm.value === erp.value ? 'for' : 'against';
  return reason('customKey', effect, points.customKey[effect], crm.written, erp.written);
};

/** Another address says nothing: companies have many. */
const email: Comparison = ({ email: crm }, { email: erp }) =>
  crm !== null && crm.value === erp?.value
    ? reason('email', 'for', points.email.for, crm.written, erp.written)
    : null;

const domain: Comparison = ({ domains: crm }, { domains: erp }) => {
  const pairs = crm.flatMap((one) => erp.map((other) => ({ one, other })));
  const pair = pairs.find(({ one, other }) => one.value === other.value) ?? pairs[0];
  if (pair === undefined) return null;
  const effect = pair.one.value === pair.other.value ? 'for' : 'against';
  return reason('domain', effect, points.domain[effect], pair.one.written, pair.other.written);
};

/** Another number says nothing: companies have many. */
const phone: Comparison = ({ phone: crm }, { phone: erp }) =>
  crm !== null && crm.value === erp?.value
    ? reason('phone', 'for', points.phone.for, crm.written, erp.written)
    : null;

const name: Comparison = (crm, erp) => {
  if (crm.name === null || erp.name === null) return null;
  const similarity = nameSimilarity(crm.name, erp.name);
  if (similarity === null) return null;
  if (similarity < NAME_AGAINST_BELOW)
    return reason('name', 'against', points.name.against, crm.name, erp.name);
  if (similarity < NAME_COUNTS_FROM) return null;
  const share = (similarity - (NAME_COUNTS_FROM - 15)) / (100 - (NAME_COUNTS_FROM - 15));
  return reason('name', 'for', Math.round(NAME_POINTS * share), crm.name, erp.name);
};

/** One letter of the other kind in five is a spelling, not another town. */
const city: Comparison = ({ city: crm }, { city: erp }) => {
  if (crm === null || erp === null) return null;
  const [one, other] = [fold(crm), fold(erp)];
  const effect = distance(one, other) * 5 <= Math.max(one.length, other.length) ? 'for' : 'against';
  return reason('city', effect, points.city[effect], crm, erp);
};

const country: Comparison = ({ country: crm }, { country: erp }) => {
  if (crm === null || erp === null) return null;
  const effect = crm.value === erp.value ? 'for' : 'against';
  return reason('country', effect, points.country[effect], crm.written, erp.written);
};

/** One comparison per kind of reason; a new kind is one line here and one in the contract. */
export const comparisons: Readonly<Record<Kind, Comparison>> = {
  customKey,
  email,
  domain,
  phone,
  name,
  city,
  country,
};
