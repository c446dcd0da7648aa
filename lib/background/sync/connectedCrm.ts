import type { CrmSync } from '../../crm/syncPort.ts';
import type { CrmSystem } from '../../erp/api/record.ts';

/** A CRM that the person has connected, as the sync uses it. */
export interface ConnectedCrm {
  readonly system: CrmSystem;
  readonly org: string;
  readonly label: string;
  /** Of its record pages. */
  readonly pageHost: string;
  /** Whose rights in the CRM, as its records name their owner where it tells; null = it does not tell. */
  readonly user: string | null;
  readonly sync: CrmSync;
  readonly limits: () => Promise<CrmLimits>;
}

interface CrmLimits {
  /** Epoch ms until which sync lets calls alone; null = it does not. */
  readonly pausedUntil: number | null;
  /** Calls of the day, as the CRM last counted them; null = it did not say. */
  readonly day: { readonly used: number; readonly limit: number } | null;
}
