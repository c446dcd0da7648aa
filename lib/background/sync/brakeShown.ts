import type { BrakeQuestion } from '../../erp/api/sync/brake.ts';
import type { StoppedRun } from '../../messaging/syncMessages.ts';
import type { PlanPlace } from './fieldLists.ts';

/** A run that waits for a person, as pages show it; the ERP API does not know of which records it is. `me`: who looks. */
export const stoppedRun = (
  { id, user, counts, reasons, needsSecond }: BrakeQuestion,
  { system, org, object, erpObject }: PlanPlace,
  me: string,
): StoppedRun => ({
  run: id,
  system,
  org,
  object,
  erpObject,
  needsSecond,
  user: user === me ? null : user,
  counts: {
    creates: counts.creates,
    updates: counts.updates,
    clears: counts.clears.reduce((sum, { cleared }) => sum + cleared, 0),
    deletes: counts.deletes,
  },
  reasons: reasons.map(({ message }) => message),
});
