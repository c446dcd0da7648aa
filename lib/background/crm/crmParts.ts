import type { ErpEdge } from '../../erp/client.ts';
import type { NamedValues } from '../../store/sync/namedValues.ts';
import type { Vault } from '../../vault/vault.ts';
import type { ErpSession } from '../erpSession.ts';
import type { Policy } from '../policy.ts';
import type { OrgBudgets } from './orgBudgets.ts';

/** What connecting to a CRM takes. */
export interface CrmParts {
  readonly edge: ErpEdge;
  readonly vault: Vault;
  readonly erp: Pick<ErpSession, 'use'>;
  readonly policy: () => Promise<Policy>;
  readonly budgets: OrgBudgets;
  readonly values: NamedValues;
  readonly clock: {
    /** Milliseconds that go on while the computer sleeps, and never go back. */
    elapsed(): number;
    wait(ms: number): Promise<void>;
  };
}
