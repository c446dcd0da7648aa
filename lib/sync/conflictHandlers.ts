import type { FieldConflictReason } from './link.ts';
import { carry, type FieldRule, type Policy, type SideName } from './rule.ts';
import { type Stored, sameStored } from './value.ts';

/** When a side last changed what is contested. `exact` = field times; otherwise the record's, an upper bound of its fields'. */
export interface ChangeTime {
  readonly at: number;
  readonly exact: boolean;
}

/** Both sides changed one field, or one group, to different values. */
interface Contest {
  readonly times: Readonly<Record<SideName, ChangeTime>>;
  /** Two servers' clocks differ by up to this many milliseconds; closer than that nobody was "later". */
  readonly toleranceMs: number;
}

export type Verdict =
  | { readonly kind: 'winner'; readonly side: SideName }
  | { readonly kind: 'ask'; readonly reason: FieldConflictReason };

/** One direction: from a contest to a verdict. No clock, no memory. */
export interface ConflictHandler {
  isEqual(rule: FieldRule, crm: Stored, erp: Stored): boolean;
  resolve(contest: Contest): Verdict;
}

/** Equal after the transformer, in either system's form: "ACME " and "Acme" may be one value there and two here. */
export const isEqual = (rule: FieldRule, crm: Stored, erp: Stored): boolean =>
  sameStored(carry(rule, 'erp', erp), crm) || sameStored(carry(rule, 'crm', crm), erp);

const ask = (reason: FieldConflictReason): ConflictHandler => ({
  isEqual,
  resolve: () => ({ kind: 'ask', reason }),
});
const always = (side: SideName): ConflictHandler => ({ isEqual, resolve: () => ({ kind: 'winner', side }) });

/** The later side wins, if its time is a field's own: a record's time may come from another field. */
const lastWriteWins: ConflictHandler = {
  isEqual,
  resolve: ({ times: { crm, erp }, toleranceMs }) => {
    if (crm.exact && crm.at - erp.at > toleranceMs) return { kind: 'winner', side: 'crm' };
    if (erp.exact && erp.at - crm.at > toleranceMs) return { kind: 'winner', side: 'erp' };
    return { kind: 'ask', reason: 'timesUndecided' };
  },
};

export const conflictHandlers: Readonly<Record<Policy, ConflictHandler>> = {
  lastWriteWins,
  crmWins: always('crm'),
  erpWins: always('erp'),
  ask: ask('bothChanged'),
};
