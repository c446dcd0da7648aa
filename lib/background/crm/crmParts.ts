import type { ErpEdge } from '../../erp/client.ts';
import type { Vault } from '../../vault/vault.ts';
import type { ErpSession } from '../erpSession.ts';
import type { Policy } from '../policy.ts';

/** What connecting to a CRM takes. */
export interface CrmParts {
  readonly edge: ErpEdge;
  readonly vault: Vault;
  readonly erp: Pick<ErpSession, 'use'>;
  readonly policy: () => Promise<Policy>;
}
