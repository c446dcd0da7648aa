import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import type { BrakeQuestion } from '../../erp/api/sync/brake.ts';
import type { PlannedCause } from '../../erp/client/sync/plannedSample.ts';
import type { BrakeQuestion as Shown } from '../../messaging/syncMessages.ts';

/** A run that waits for a person, as pages show it; the ERP API does not know of which pair it is. */
export const brakeShown = (
  { id, counts, reasons, sample }: BrakeQuestion,
  { system, object }: Pick<MappingPair, 'system' | 'object'>,
): Shown => ({
  run: id,
  system,
  object,
  counts: {
    creates: counts.creates,
    updates: counts.updates,
    clears: counts.clears.reduce((sum, { cleared }) => sum + cleared, 0),
    deletes: counts.deletes,
  },
  reasons: reasons.map(({ message }) => message),
  // The ERP API gives back the words that this browser, or another of its kind, has told it.
  sample: sample.map((line) => ({ ...line, cause: line.cause as PlannedCause, shownAs: null })),
});
