import type { CrmId, ErpId, IntentId, LinkId, Rev } from '../ids.ts';
import type { Pending, PendingField } from '../link.ts';
import type { Found } from '../reading.ts';
import type { SideName } from '../rule.ts';

/** An intent of ours that stands in the ERP API, ready to be written. */
export interface Intent {
  readonly link: LinkId;
  readonly rev: Rev;
  readonly pending: Pending;
  readonly crm: Found<CrmId> | null;
  readonly erp: Found<ErpId> | null;
  /** By the local elapsed clock: nothing is sent after it. */
  readonly sendBefore: number;
}

export const newIntentId = (id: string): IntentId => id as IntentId;

export const writesOn = (fields: readonly PendingField[], side: SideName): boolean =>
  fields.some((field) => field[side].kind === 'write');
