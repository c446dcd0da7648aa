import { type Failure, type FailureCode, FailureError } from '../../lib/failure.ts';
import { type MessageKey, t } from '../../lib/i18n.ts';

/** What a person can do about a failure. `wait`: nothing until `retryAfterMs` has passed. */
export type WayOn = 'retry' | 'wait' | 'reconnect' | 'settings' | 'reload' | 'back' | 'none';

/** Asking again is all there is to do. Told by their type alone: no list of them travels in the panel's bytes. */
type Retried =
  | 'erp.unreachable'
  | 'erp.timeout'
  | 'erp.badAnswer'
  | 'erp.notFound'
  | 'erp.conflict'
  | 'erp.paused'
  | 'erp.braked'
  | 'erp.server'
  | 'crm.unreachable'
  | 'crm.timeout'
  | 'crm.badAnswer'
  | 'crm.notFound'
  | 'crm.server'
  | 'offline'
  | 'cancelled'
  | 'storage'
  | 'unexpected';

const OTHER_WAYS: Record<Exclude<FailureCode, Retried>, WayOn> = {
  'erp.notConnected': 'settings',
  'erp.notAnErpApi': 'settings',
  'erp.authExpired': 'reconnect',
  'erp.forbidden': 'back', // spec §7: the action is hidden
  'erp.invalid': 'settings',
  'erp.rateLimited': 'wait',
  'crm.notConnected': 'settings',
  'crm.otherOrg': 'settings',
  'crm.authExpired': 'reconnect',
  'crm.forbidden': 'back',
  'crm.noCompany': 'none', // a company is given to the record in the CRM; its page then asks anew
  'crm.rateLimited': 'wait',
  'crm.invalid': 'settings',
  'message.refused': 'none',
  'extension.updated': 'reload',
};
const ways: Partial<Record<FailureCode, WayOn>> = OTHER_WAYS;

export const wayOn = (failure: Failure): WayOn => ways[failure.code] ?? 'retry';

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
