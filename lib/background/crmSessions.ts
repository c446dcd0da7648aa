import type { CrmReader } from '../crm/port.ts';
import type { CrmSystem, RecordRef } from '../erp/api/record.ts';
import { FailureError } from '../failure.ts';
import type { Request, TestResult } from '../messaging/protocol.ts';

/** The CRMs that the person has connected. */
export interface CrmSessions {
  /** Reads that very org or portal; rejects with `crm.notConnected` where another one, or none, is connected. */
  reader(record: Pick<RecordRef, 'system' | 'org'>): Promise<CrmReader>;
  connectSalesforce(request: Request<'salesforce.connect'>): Promise<TestResult>;
  connectHubspot(request: Request<'hubspot.connect'>): Promise<TestResult>;
  /** Reads the field list: connected means that it came back. */
  test(system: CrmSystem): Promise<TestResult>;
  /** Revokes what can be revoked, forgets the rest. */
  disconnect(system: CrmSystem): Promise<void>;
}

export const crmSessions = (): CrmSessions => ({
  reader: () => Promise.reject(new FailureError({ code: 'crm.notConnected' })),
  connectSalesforce: () => Promise.reject(new FailureError({ code: 'crm.notConnected' })),
  connectHubspot: () => Promise.reject(new FailureError({ code: 'crm.notConnected' })),
  test: () => Promise.reject(new FailureError({ code: 'crm.notConnected' })),
  disconnect: () => Promise.reject(new FailureError({ code: 'crm.notConnected' })),
});
