import type { CustomerFilter } from '../../sources/source.ts';
import { type Caller, visibleTo } from '../access/caller.ts';

/** For whom a transaction works: whose rows it may touch, and whose name the ledger gets. */
export interface Actor {
  readonly tenant: string;
  readonly user: string;
  readonly visibleTo: CustomerFilter['visibleTo'];
}

export const actorOf = (caller: Caller): Actor => ({
  tenant: caller.tenant,
  user: caller.user,
  visibleTo: visibleTo(caller),
});
