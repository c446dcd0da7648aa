import { draftOf } from '../create/draft.ts';
import type { Meeting } from '../create/meet.ts';
import type { Candidate, Single } from '../create/ports.ts';
import type { Unmet } from '../create/unmet.ts';
import type { FieldName, RuleKey } from '../ids.ts';
import type { Engine } from '../protocol.ts';
import { type Mapping, otherSide } from '../rule.ts';
import type { Written } from '../value.ts';

/** What a run would do about one record that has no link. Plain data: it is shown to people. */
export interface PlannedTwin {
  readonly kind: 'twin';
  readonly of: Single;
  readonly step: Meeting;
  readonly candidates: readonly Candidate[];
  /** What the twin would be made of, on the other side. */
  readonly fields: readonly { readonly rule: RuleKey; readonly field: FieldName; readonly value: Written }[];
}

/** null = there is nothing to do. */
export const plannedTwin = (
  { protocol }: Engine,
  mapping: Mapping,
  { of, standing, reading }: Unmet,
): PlannedTwin | null => {
  if (standing.kind !== 'free') return null;
  const { candidates, wanted } = standing;
  const step: Meeting = wanted ? { kind: 'make' } : protocol.meet(candidates);
  const side = otherSide(of.side);
  const fields = draftOf(mapping, of.side, reading.cells).fields.flatMap((field) => {
    const half = field[side];
    return half.kind === 'write' ? [{ rule: field.rule, field: field.fields[side], value: half.after }] : [];
  });
  if (step.kind === 'make' && fields.length === 0) return null;
  return { kind: 'twin', of, step, candidates, fields: step.kind === 'make' ? fields : [] };
};
