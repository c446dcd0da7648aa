// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { FinishedSync } from '../../messaging/syncMessages.ts';
import { syncStatus } from './syncStatus.ts';
import { noteWaiting } from './waiting.ts';

const NOTHING = { created: 0, updated: 0, unchanged: 3, conflict: 0, failed: 0, seen: 3 };
const last = (result: FinishedSync['result'], over: Partial<FinishedSync> = {}): FinishedSync => ({
  id: 's',
  trigger: 'manual',
  finishedAt: 1,
  durationMs: 1,
  result,
  counts: NOTHING,
  failure: null,
  ...over,
});

const stateAfter = async (ended: FinishedSync | null, conflicts: number) => {
  await noteWaiting({ conflicts, failing: 0, links: 1 }, 1);
  const status = syncStatus({
    driver: { now: () => ({ active: null, hold: null, brake: null }) },
    syncs: { last: async () => ended, endedAt: async () => ({}) } as never,
    alarms: { nextAt: async () => null },
    crms: async () => [],
    mayStart: async () => true,
    now: () => 1,
  });
  return (await status()).state;
};

describe('the state at rest', () => {
  test.each<[FinishedSync | null, number, string]>([
    [null, 0, 'idle'],
    [last('cancelled'), 1, 'idle'],
    [last('success'), 0, 'success'],
    [last('success'), 2, 'conflict'],
    // One of several pairs asks, another is done: nothing has failed.
    [last('partial', { counts: { ...NOTHING, conflict: 1 } }), 0, 'conflict'],
    [last('partial', { counts: { ...NOTHING, failed: 1 } }), 2, 'partial'],
    [last('partial', { failure: { code: 'crm.unreachable' } }), 2, 'partial'],
    [last('failed'), 2, 'failed'],
  ])('after %j with %i conflicts waiting is %s', async (ended, conflicts, state) => {
    expect(await stateAfter(ended, conflicts)).toBe(state);
  });
});
