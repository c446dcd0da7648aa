import type { RuleKey } from '../sync/ids.ts';
import type { Step } from './transform/registry.ts';

/** As JSON with sorted keys, so that the order in which parameters were typed means nothing. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
};

const PRIME = 0x100000001b3n;
const START = 0xcbf29ce484222325n;

/** FNV-1a over UTF-16 units, 64 bits: tells the chains of two fields apart. Nobody gains by a collision: both rules are the admin's own. */
const fingerprint = (text: string): string => {
  let hash = START;
  for (let index = 0; index < text.length; index += 1)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * PRIME);
  return hash.toString(16).padStart(16, '0');
};

/** Field names longer than this are told apart by their fingerprint: a key has at most 400 characters. */
const LONGEST = 180;
const short = (field: string): string => (field.length <= LONGEST ? field : `…${fingerprint(field)}`);

/**
 * Names what a rule means: the CRM's field, the ERP's field, the steps. Direction and policy are not in it: a rule that changes
 * those keeps its base; one whose steps change compares values anew.
 */
export const ruleKey = (rule: {
  readonly crmField: string;
  readonly erpField: string;
  readonly steps: readonly Step[];
}): RuleKey => {
  const fields = `${short(rule.crmField)}=${short(rule.erpField)}`;
  return (rule.steps.length === 0 ? fields : `${fields}#${fingerprint(canonical(rule.steps))}`) as RuleKey;
};
