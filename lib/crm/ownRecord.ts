import type { CrmSystem, RecordRef } from '../erp/api/record.ts';
import { FailureError } from '../failure.ts';

/** A token reads its own org alone: a record of another one must not be looked up by its id in this one. */
export const assertOwnRecord = (record: RecordRef, system: CrmSystem, org: string): void => {
  if (record.system !== system || record.org !== org) throw new FailureError({ code: 'crm.notConnected' });
};
