import { type Failure, type FailureCode, FailureError } from '../../lib/failure.ts';

// A second try may meet a server that has come back. A refusal, a limit or a missing connection is not helped by asking again.
const TRANSIENT: ReadonlySet<FailureCode> = new Set([
  'erp.unreachable',
  'erp.timeout',
  'erp.server',
  'crm.unreachable',
  'crm.timeout',
  'crm.server',
  'offline',
]);

/** Whoever meets one of these may no longer see figures that were read before. */
const ACCESS_LOST: ReadonlySet<FailureCode> = new Set([
  'erp.notConnected',
  'erp.authExpired',
  'erp.forbidden',
  'erp.notFound',
]);

export const failureOf = (error: unknown): Failure =>
  error instanceof FailureError ? error.failure : { code: 'unexpected' };

/** Spec §5: 2 retries, after 1 s and 2 s. */
export const shouldRetry = (failures: number, error: unknown): boolean =>
  failures < 2 && TRANSIENT.has(failureOf(error).code);

export const retryDelay = (attempt: number): number => 1000 * 2 ** attempt;

export const losesFigures = (failure: Failure): boolean => ACCESS_LOST.has(failure.code);
