import type { BasePair, ContestedField } from '../link.ts';
import type { Cell } from '../reading.ts';
import type { FieldRule, SideName } from '../rule.ts';
import { type Stored, sameStored } from '../value.ts';

/** One field of a unit with everything that is known of it on both sides; both were seen. */
export interface Contestant {
  readonly rule: FieldRule;
  readonly base: BasePair | null;
  readonly stored: Readonly<Record<SideName, Stored>>;
  readonly cell: Readonly<Record<SideName, Cell>>;
}

/** A side has changed when it differs from its own half of the base. */
export const changedOn = ({ base, stored }: Contestant, side: SideName): boolean =>
  base !== null && !sameStored(stored[side], base[side]);

/** An empty field was left beside a value, as the rule says: remembered, but never agreed on. */
export const isApart = ({ crm, erp }: BasePair): boolean => crm.kind !== erp.kind;

export const wasApart = ({ base }: Contestant): boolean => base !== null && isApart(base);

export const contestedBy = ({ rule, stored }: Contestant): ContestedField => ({
  rule: rule.key,
  crm: stored.crm,
  erp: stored.erp,
});
