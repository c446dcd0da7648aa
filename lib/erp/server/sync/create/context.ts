import type { TwinPair } from '../../../api/sync/create.ts';
import type { ErpRecords } from '../../../sources/records.ts';
import type { TenantTransaction } from '../../database/database.ts';
import type { Actor } from '../actor.ts';

/** Who looks at records of which pair. */
export interface LookContext {
  readonly transaction: TenantTransaction;
  readonly actor: Actor;
  readonly pair: TwinPair;
  readonly records: ErpRecords | null;
}
