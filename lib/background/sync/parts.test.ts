import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Failure } from '../../failure.ts';
import { elapsedClock } from './elapsedClock.ts';
import { failureOf, finishedSync, resultOfAll, retryAt } from './finished.ts';
import { pace } from './pace.ts';
import { pairIn, pairOf, pairOfScope, pairsOf, scopeKey } from './pairs.ts';
import { newSync } from './storedSync.ts';
import { syncLog } from './syncLog.ts';
import { atMostEvery } from './tellPages.ts';

describe('elapsed time', () => {
  const clocks = (now = 0, monotonic = 0) => {
    const at = { now, monotonic };
    return {
      at,
      elapsed: elapsedClock(
        () => at.now,
        () => at.monotonic,
      ),
    };
  };

  test('goes on while the computer sleeps and one of its clocks stands still', () => {
    const { at, elapsed } = clocks(1_000, 5);
    at.now += 3_600_000;
    expect(elapsed()).toBe(3_600_000);
  });

  test('does not go back with a clock that is set back', () => {
    const { at, elapsed } = clocks(86_400_000, 0);
    at.now = 0;
    at.monotonic = 10;
    expect(elapsed()).toBe(10);
  });

  test('never says less than either clock has gone on, nor goes back, whatever is done to them', () => {
    const step = fc.record({ now: fc.integer({ min: -1e9, max: 1e9 }), monotonic: fc.nat(1e6) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { at, elapsed } = clocks();
        let before = 0;
        for (const each of steps) {
          at.now += each.now;
          at.monotonic += each.monotonic;
          const now = elapsed();
          expect(now - before).toBe(Math.max(0, each.now, each.monotonic));
          before = now;
        }
      }),
    );
  });
});

describe('progress', () => {
  test('has a rate and an end in sight once there is something to measure', () => {
    const clock = { at: 0 };
    const { note } = pace(() => clock.at);
    expect(note({ phase: 'discovering', done: 0, total: null })).toMatchObject({ done: 0, total: null });
    expect(note({ phase: 'discovering', done: 400, total: null })).toEqual({
      phase: 'discovering',
      done: 0,
      total: 400,
      ratePerMinute: null,
      msLeft: null,
    });
    note({ phase: 'planning', done: 0, total: 1000 });
    clock.at += 1_999;
    expect(note({ phase: 'planning', done: 200, total: 1000 })).toMatchObject({ ratePerMinute: null });
    clock.at += 8_001;
    expect(note({ phase: 'planning', done: 400, total: 1000 })).toEqual({
      phase: 'planning',
      done: 200,
      total: 1000,
      ratePerMinute: 1200,
      msLeft: 40_000,
    });
    expect(note({ phase: 'syncing', done: 0, total: 1000 })).toMatchObject({ phase: 'syncing', done: 500 });
    expect(note({ phase: 'syncing', done: 1000, total: 1000 })).toMatchObject({ done: 1000, msLeft: 0 });
  });

  test('goes on over the runs of one sync, and over the death of a worker', () => {
    const steps = pace(() => 0, 100);
    steps.note({ phase: 'syncing', done: 30, total: 30 });
    steps.nextRun();
    expect(steps.note({ phase: 'discovering', done: 0, total: null })).toMatchObject({
      done: 130,
      total: 130,
    });
    expect(steps.note({ phase: 'syncing', done: 10, total: 20 })).toMatchObject({ done: 145, total: 150 });
  });

  test('never falls back, nor goes through a phase twice, whatever its runs tell', () => {
    const phase = fc.constantFrom('discovering', 'planning', 'syncing', 'reporting');
    const told = fc.record({ phase, done: fc.nat(500), total: fc.option(fc.nat(500)), isNext: fc.boolean() });
    fc.assert(
      fc.property(fc.array(told, { maxLength: 40 }), fc.nat(1e5), (all, ms) => {
        const clock = { at: 0 };
        const steps = pace(() => clock.at);
        let before = { done: 0, total: 0, phase: 0 };
        for (const { isNext, ...progress } of all) {
          if (isNext) steps.nextRun();
          clock.at += ms;
          const now = steps.note(progress);
          const at = ['discovering', 'planning', 'syncing', 'reporting'].indexOf(now.phase);
          expect(now.done).toBeGreaterThanOrEqual(before.done);
          expect(now.total ?? 0).toBeGreaterThanOrEqual(before.total);
          expect(now.total ?? 0).toBeGreaterThanOrEqual(now.done);
          expect(now.msLeft ?? 0).toBeGreaterThanOrEqual(0);
          expect(at).toBeGreaterThanOrEqual(before.phase);
          before = { done: now.done, total: now.total ?? 0, phase: at };
        }
      }),
    );
  });
});

describe('what runs came to together', () => {
  test.each([
    [[], 'success'],
    [['success', 'success'], 'success'],
    [['success', 'conflict'], 'conflict'],
    [['failed', 'failed'], 'failed'],
    [['success', 'failed'], 'partial'],
    [['partial', 'conflict'], 'partial'],
    [['success', 'cancelled'], 'cancelled'],
  ] as const)('%j = %s', (results, together) => {
    expect(resultOfAll(results)).toBe(together);
  });

  test('a failure that no run told of makes it fail; a clock that was set back makes it no shorter than nothing', () => {
    const sync = newSync('s', 'manual', 5_000);
    expect(finishedSync(sync, { code: 'storage' }, 1_000)).toMatchObject({ result: 'failed', durationMs: 0 });
  });
});

describe('a retry', () => {
  test.each<[Failure, number, number | null]>([
    [{ code: 'crm.unreachable' }, 1, 60_000],
    [{ code: 'crm.unreachable' }, 3, 240_000],
    [{ code: 'crm.unreachable' }, 60, 3_600_000],
    [{ code: 'crm.rateLimited', retryAfterMs: 90_000 }, 1, 90_000],
    [{ code: 'crm.authExpired' }, 1, null],
    [{ code: 'erp.forbidden' }, 1, null],
    [{ code: 'erp.paused' }, 1, null],
    [{ code: 'erp.braked' }, 1, 60_000],
    [{ code: 'crm.notConnected' }, 1, null],
  ])('after %j, the %ith in a row, comes after %s', (failure, inARow, wait) => {
    expect(retryAt(failure, inARow, 0)).toBe(wait);
  });
});

test.each([
  [{ reason: 'authExpired', system: 'hubspot', org: '4711', until: null }, { code: 'crm.authExpired' }],
  [{ reason: 'authExpired', system: 'erp', org: null, until: null }, { code: 'erp.authExpired' }],
  [
    { reason: 'rateLimited', system: 'salesforce', org: 'acme', until: 5_000 },
    { code: 'crm.rateLimited', retryAfterMs: 4_000 },
  ],
  [{ reason: 'paused', system: null, org: null, until: null }, { code: 'erp.paused' }],
  [{ reason: 'brake', system: 'hubspot', org: '4711', until: null }, { code: 'erp.braked' }],
] as const)('being held back, %j, is told as %j', (hold, failure) => {
  expect(failureOf(hold, 1_000)).toEqual(failure);
});

describe('pairs', () => {
  test('are named by their scope and back, and know their records', () => {
    for (const pair of [...pairsOf('salesforce'), ...pairsOf('hubspot')]) {
      expect(pairOf(pair)).toEqual(pair);
      expect(pairOfScope(scopeKey('org.example', pair, 'ida/'))).toEqual(pair);
      const { isOurs } = pairIn('org.example', pair);
      const crm = `${pair.system}/org.example/${pair.object}/1`;
      expect(isOurs({ kind: 'crm', id: crm as never })).toBe(true);
      expect(isOurs({ kind: 'crm', id: crm.replace('org.', 'another.') as never })).toBe(false);
      expect(isOurs({ kind: 'erp', id: `${pair.erpObject}/1` as never })).toBe(true);
      expect(isOurs({ kind: 'erp', id: 'invoice/1' as never })).toBe(false);
    }
    expect(pairOf({ system: 'salesforce', object: 'Lead' })).toBeNull();
    expect(pairOfScope('elsewhere/1/2')).toBeNull();
  });
});

describe('the log', () => {
  test('goes on where the storage does not take it, and leaves out what it cannot read', async () => {
    const ring = { add: () => Promise.reject(new Error('full')), read: async () => [{ nonsense: 1 }] };
    const log = syncLog(ring, () => 7);
    log.add('sync.began', 's');
    await log.flushed();
    expect(await log.read()).toEqual([]);
  });
});

test('what comes quickly is told at once, and then once more when it has come to rest', () => {
  vi.useFakeTimers();
  const tell = vi.fn();
  const ask = atMostEvery(400, tell);
  for (let n = 0; n < 50; n++) ask();
  expect(tell).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(399);
  expect(tell).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(tell).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(10_000);
  expect(tell).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
