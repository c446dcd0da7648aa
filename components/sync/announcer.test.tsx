// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SyncStatus } from '../../lib/messaging/syncMessages.ts';
import { Announcer } from './Announcer.tsx';
import { announcement, isDone } from './announcement.ts';
import { brakeQuestion, finished, syncing, syncStatus } from './syncSamples.ts';

const before = syncStatus();
const ended = (over: Parameters<typeof finished>[0] = {}): SyncStatus =>
  syncStatus({ last: finished({ id: 'sync-0002', ...over }) });
const counts = (conflict: number, failed: number) => ({
  created: 0,
  updated: 10,
  unchanged: 985,
  conflict,
  failed,
  seen: 995 + conflict + failed,
});

describe('what is announced', () => {
  it('a sync that begins, with its phase', () => {
    expect(announcement(before, syncStatus(syncing({ phase: 'discovering' })))).toBe(
      'Sync in progress. Finding what has changed',
    );
  });

  it('each phase, and nothing of the records within one', () => {
    const one = syncStatus(syncing());
    expect(announcement(one, syncStatus(syncing({ done: 241 })))).toBeNull();
    expect(announcement(one, syncStatus(syncing({ phase: 'reporting' })))).toBe('Writing the report');
  });

  it('that what is left needs approval: nothing is said to be completed', () => {
    const stopped = { ...ended(), brake: brakeQuestion() };
    expect(announcement(syncStatus(syncing()), stopped)).toBe(
      '1,000 records are synced. The rest needs your approval.',
    );
    expect(isDone(stopped)).toBe(false);
    expect(isDone(ended())).toBe(true);
    expect(announcement(before, { ...before, brake: brakeQuestion() })).toBe(
      'Part of this sync would change unusually much. That part has not been written.',
    );
    expect(announcement(stopped, stopped)).toBeNull();
  });

  it('that it is being stopped', () => {
    const { active } = syncStatus(syncing());
    if (active === null) throw new Error('No sync is under way.');
    const stopping = syncStatus({ active: { ...active, isCancelling: true } });
    expect(announcement(syncStatus(syncing()), stopping)).toBe('Stopping after the records in hand…');
  });

  it.each([
    ['success', {}, 'Sync completed. 1,000 records'],
    ['partial', { counts: counts(0, 2) }, 'Sync completed. 995 records. 2 records failed'],
    ['conflict', { counts: counts(1, 0) }, 'Sync completed. 995 records. 1 conflict needs review'],
    ['failed', {}, 'Failed'],
    ['cancelled', {}, 'Sync stopped. What was done stays; the rest waits for the next one.'],
  ] as const)('how it ended: %s', (result, over, words) => {
    expect(announcement(syncStatus(syncing()), ended({ result, ...over }))).toBe(words);
  });

  it('one that began and ended unseen', () => {
    expect(announcement(before, ended())).toBe('Sync completed. 1,000 records');
  });

  it('nothing where nothing has changed', () => {
    expect(announcement(before, syncStatus())).toBeNull();
  });
});

describe('the announcer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });
  const gone = vi.fn();
  const page = (status: SyncStatus | null, isCovered = false) => (
    <Announcer status={status} toast={null} onToastGone={gone} isCovered={isCovered} />
  );
  const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);

  it('takes what was so when the page opened for no news', () => {
    const { rerender } = render(page(null));
    rerender(page(ended()));
    expect(said()).toEqual(['', '']);
  });

  it('toasts a success for a while, however often the page is drawn meanwhile', () => {
    const { rerender } = render(page(syncStatus(syncing())));
    rerender(page(ended()));
    expect(said()).toEqual(['', 'Sync completed. 1,000 records']);
    act(() => vi.advanceTimersByTime(5000));
    rerender(page(ended()));
    act(() => vi.advanceTimersByTime(1500));
    expect(said()).toEqual(['', '']);
    expect(gone).toHaveBeenCalled();
  });

  it.each([
    ['a sync begins', syncStatus({ ...syncing(), last: finished({ id: 'sync-0002' }) })],
    ['the next one has failed', syncStatus({ last: finished({ id: 'sync-0003', result: 'failed' }) })],
  ])('takes a success off the page as soon as %s', (_what, next) => {
    const { rerender } = render(page(syncStatus(syncing())));
    rerender(page(ended()));
    expect(said()[1]).toBe('Sync completed. 1,000 records');
    rerender(page(next));
    expect(said()[1]).toBe('');
  });

  it('says each phase once, though a sync goes through them for every kind of record', () => {
    const { rerender } = render(page(syncStatus()));
    const phases = ['discovering', 'planning', 'discovering', 'planning', 'syncing'] as const;
    const heard = phases.map((phase) => {
      rerender(page(syncStatus(syncing({ phase }))));
      return said()[0];
    });
    expect(heard).toEqual([
      'Sync in progress. Finding what has changed',
      'Working out what to write',
      'Finding what has changed',
      'Finding what has changed',
      'Syncing records',
    ]);
  });

  it('lays no toast over a confirmation', () => {
    const { rerender } = render(page(syncStatus(syncing())));
    rerender(page(ended(), true));
    expect(said()).toEqual(['', '']);
    rerender(page(ended()));
    expect(said()).toEqual(['', 'Sync completed. 1,000 records']);
  });

  it('says to the ear alone what the page shows to the eye', () => {
    const { rerender } = render(page(before));
    rerender(page(syncStatus(syncing())));
    expect(said()).toEqual(['Sync in progress. Syncing records', '']);
    rerender(page(ended({ result: 'failed' })));
    expect(said()).toEqual(['Failed', '']);
  });
});
