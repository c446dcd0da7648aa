import type { BrakeQuestion } from '../../erp/api/sync/brake.ts';
import type { StoppedRun } from '../../messaging/syncMessages.ts';
import { type FieldLists, fieldLists, type PlanPlace } from './fieldLists.ts';

/** A run that waits for a person, as pages show it; the ERP API does not know of which records it is. `me`: who looks; `fields`: null = not asked. */
export const stoppedRun = (
  { id, user, counts, reasons, needsSecond }: BrakeQuestion,
  place: PlanPlace,
  me: string,
  fields: FieldLists | null,
): StoppedRun => ({
  run: id,
  system: place.system,
  org: place.org,
  object: place.object,
  erpObject: place.erpObject,
  needsSecond,
  user: user === me ? null : user,
  counts: {
    creates: counts.creates,
    updates: counts.updates,
    clears: counts.clears.reduce((sum, { cleared }) => sum + cleared, 0),
    deletes: counts.deletes,
  },
  reasons: reasons.map(({ message, facts }) => ({
    message,
    facts: facts ?? null,
    label: (facts?.about === 'clears' && fields?.(place, facts.side).labels.get(facts.field)) || null,
  })),
});

/** What the systems call the fields that a run's reasons are about. Rejects with `cancelled` alone. */
export const fieldsOfReasons = (
  parts: Parameters<typeof fieldLists>[0],
  { reasons }: Pick<BrakeQuestion, 'reasons'>,
  place: PlanPlace,
  signal: AbortSignal,
): Promise<FieldLists> => {
  const asked = reasons.flatMap(({ facts }) =>
    facts?.about === 'clears' ? [{ place, side: facts.side }] : [],
  );
  return fieldLists(parts, asked, signal);
};
