import { draftOf } from '../create/draft.ts';
import type { Meeting } from '../create/meet.ts';
import type { Unmet } from '../create/unmet.ts';
import type { Engine } from '../protocol.ts';
import { type Mapping, otherSide } from '../rule.ts';
import type { PlannedTwin } from './planned.ts';

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
