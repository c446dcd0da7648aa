import { type Failure, type FailureCode, FailureError } from '../../lib/failure.ts';
import { type MessageKey, t } from '../../lib/i18n.ts';

/** What a person can do about a failure. `wait`: nothing until `retryAfterMs` has passed. */
export type WayOn = 'retry' | 'wait' | 'reconnect' | 'settings' | 'reload' | 'back' | 'none';

const WAYS_ON: Record<FailureCode, WayOn> = {
  'erp.notConnected': 'settings',
  'erp.unreachable': 'retry',
  'erp.timeout': 'retry',
  'erp.notAnErpApi': 'settings',
  'erp.badAnswer': 'retry',
  'erp.authExpired': 'reconnect',
  'erp.forbidden': 'back', // spec §7: the action is hidden
  'erp.notFound': 'retry',
  'erp.conflict': 'retry',
  'erp.invalid': 'settings',
  'erp.rateLimited': 'wait',
  'erp.server': 'retry',
  'crm.notConnected': 'settings',
  'crm.otherOrg': 'settings',
  'crm.unreachable': 'retry',
  'crm.timeout': 'retry',
  'crm.badAnswer': 'retry',
  'crm.authExpired': 'reconnect',
  'crm.forbidden': 'back',
  'crm.notFound': 'retry',
  'crm.noCompany': 'none', // a company is given to the record in the CRM; its page then asks anew
  'crm.rateLimited': 'wait',
  'crm.invalid': 'settings',
  'crm.server': 'retry',
  offline: 'retry',
  cancelled: 'retry',
  storage: 'retry',
  'message.refused': 'none',
  'extension.updated': 'reload',
  unexpected: 'retry',
};

export const wayOn = (failure: Failure): WayOn => WAYS_ON[failure.code];

/** The catalogue's sentence for a failure; 422 has its own in spec §7, though it shares a code with 400. */
export const failureText = (failure: Failure): string => {
  if (failure.status === 422) return t('failure.mappingInvalid');
  const { orgs } = failure;
  if (orgs !== undefined) return t(`failure.crm.otherOrg.${orgs.system}`, [orgs.connected, orgs.record]);
  return t(`failure.${failure.code}` satisfies MessageKey);
};

const UNEXPECTED: Failure = { code: 'unexpected' };

/** What was thrown, as a failure; always the same object for the same error, so that it can be a dependency. */
export const failureOf = (error: Error | null): Failure | null => {
  if (error === null) return null;
  return error instanceof FailureError ? error.failure : UNEXPECTED;
};
