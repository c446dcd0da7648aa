import type { Failure } from '../../failure.ts';
import type { FinishedSync, HoldReason, SyncHold } from '../../messaging/syncMessages.ts';
import type { RunResult } from '../../sync/runState.ts';
import type { StoredSync } from './storedSync.ts';

/** What several runs came to together. */
export const resultOfAll = (results: readonly RunResult[]): RunResult => {
  if (results.includes('cancelled')) return 'cancelled';
  const failed = results.filter((each) => each === 'failed').length;
  if (failed > 0) return failed === results.length ? 'failed' : 'partial';
  if (results.includes('partial')) return 'partial';
  return results.includes('conflict') ? 'conflict' : 'success';
};

export const finishedSync = (sync: StoredSync, failure: Failure | null, now: number): FinishedSync => {
  const isToldOf = failure === null || sync.results.includes('failed');
  const results = isToldOf ? sync.results : [...sync.results, 'failed' as const];
  return {
    id: sync.id,
    trigger: sync.trigger,
    finishedAt: now,
    durationMs: Math.max(0, now - sync.startedAt),
    result: sync.isCancelling ? 'cancelled' : resultOfAll(results),
    counts: sync.counts,
    failure,
  };
};

/** A sync that failed is tried again after the first, then after twice that, and so on up to the longest. */
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;

const FOR_A_PERSON = /\.(authExpired|notConnected|forbidden|paused)$/;

/** Epoch ms; null = only a person can do something about it. `inARow`: 1 = the first failure. */
export const retryAt = ({ code, retryAfterMs }: Failure, inARow: number, now: number): number | null => {
  if (FOR_A_PERSON.test(code)) return null;
  if (retryAfterMs !== undefined) return now + retryAfterMs;
  return now + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(20, inARow - 1));
};

const FAILURES: Readonly<Record<HoldReason, Failure['code']>> = {
  notConnected: 'erp.notConnected',
  policy: 'erp.forbidden',
  off: 'erp.paused',
  paused: 'erp.paused',
  role: 'erp.forbidden',
  authExpired: 'erp.authExpired',
  rateLimited: 'erp.rateLimited',
  offline: 'offline',
  storage: 'storage',
  brake: 'erp.braked',
};

/** Why a sync that was under way may not go on, as a failure of it. */
export const failureOf = ({ reason, system, until }: SyncHold, now: number): Failure => {
  const code = FAILURES[reason];
  const ofCrm = system === 'salesforce' || system === 'hubspot';
  return {
    code: ofCrm && (code === 'erp.authExpired' || code === 'erp.rateLimited') ? CRM_CODES[code] : code,
    ...(until === null ? {} : { retryAfterMs: Math.max(0, until - now) }),
  };
};

const CRM_CODES = { 'erp.authExpired': 'crm.authExpired', 'erp.rateLimited': 'crm.rateLimited' } as const;
