// @vitest-environment happy-dom
// Long because all states of the sync stand side by side here, and one that is missing is seen.
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HoldReason, SyncHold, SyncStatus } from '../../lib/messaging/syncMessages.ts';
import { action } from '../connections/connectionSamples.ts';
import { SyncOverview } from './SyncOverview.tsx';
import { brakeQuestion, finished, NOW, syncing, syncStatus } from './syncSamples.ts';

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setInterval', 'clearInterval'] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const open = (over: Partial<SyncStatus> = {}, props: Partial<Parameters<typeof SyncOverview>[0]> = {}) => {
  const ways = {
    start: action<void, SyncStatus>({ run: vi.fn() }),
    cancel: action<void, SyncStatus>({ run: vi.fn() }),
    onReviewBrake: vi.fn(),
    onReviewConflicts: vi.fn(),
    onShowFailures: vi.fn(),
    onViewLimits: vi.fn(),
    onOpenSettings: vi.fn(),
  };
  render(<SyncOverview status={syncStatus(over)} now={NOW} isBrakeAsking={false} {...ways} {...props} />);
  return { ...ways, ...props };
};
const region = () => screen.getByRole('region', { name: 'Sync' });
const hold = (reason: HoldReason, over: Partial<SyncHold> = {}): Partial<SyncStatus> => ({
  hold: { reason, system: null, org: null, until: null, ...over },
});

const limited = (system: 'salesforce' | 'hubspot') => {
  const connections = syncStatus().connections.map((connection) =>
    connection.system === system ? { ...connection, state: 'rateLimited' as const } : connection,
  );
  const org = connections.find((connection) => connection.system === system)?.org ?? null;
  return { hold: { reason: 'rateLimited', system, org, until: NOW + 1_800_000 }, connections } as const;
};

describe('the state of the sync', () => {
  it.each([
    ['idle', 'Idle'],
    ['success', 'Synced'],
    ['partial', 'Partly synced'],
    ['failed', 'Failed'],
    ['conflict', 'Conflicts detected'],
  ] as const)('%s is said in words', (state, words) => {
    open({ state });
    expect(within(region()).getAllByText(words).length).toBeGreaterThan(0);
  });

  it('of one CRM that holds does not stand for the other', () => {
    open(limited('hubspot'));
    expect(screen.getByText('Synced')).toBeTruthy();
    expect(screen.getByText('HubSpot: CRM API limit reached')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Sync Now' })).toBeTruthy();
  });

  it.each([
    [0, 'Rate limited'],
    [1, 'Partly synced'],
  ])('of one CRM that holds is why a sync was a partial one, unless records failed (%d)', (failed, words) => {
    const counts = { created: 0, updated: 0, unchanged: 1, conflict: 0, failed, seen: 1 };
    open({ ...limited('hubspot'), state: 'partial', last: finished({ result: 'partial', counts }) });
    expect(within(region()).getByText(words)).toBeTruthy();
  });
});

describe('a limit that is reached', () => {
  const failure = { code: 'crm.rateLimited' } as const;

  it('is said once, with one time: what is not limited is named beside its own', () => {
    open({ ...limited('salesforce'), last: finished({ result: 'partial', failure }) });
    expect(region().textContent).toContain('Salesforce: CRM API limit reachedGoes on by itself in 30:00');
    expect(screen.queryByText(/CRM API rate limit exceeded/)).toBeNull();
    expect(screen.getByText('HubSpot: next in 3 minutes')).toBeTruthy();
    expect(screen.getAllByRole('timer')).toHaveLength(1);
  });

  it('of all that is connected stops every sync: no other time is promised', () => {
    const { hold, connections } = limited('salesforce');
    open({ hold, connections: connections.slice(0, 1), last: finished({ result: 'failed', failure }) });
    expect(within(region()).getByText('Rate limited')).toBeTruthy();
    expect(region().textContent).not.toMatch(/[Nn]ext/);
    expect(screen.queryByRole('button', { name: 'Sync Now' })).toBeNull();
  });

  it('of one of two orgs names the org, and the one that goes on', () => {
    const { hold, connections } = limited('salesforce');
    const [first] = connections;
    if (first === undefined) throw new Error('Salesforce is connected.');
    const other = { ...first, org: 'b', label: 'suedwind.my.salesforce.com', state: 'connected' as const };
    open({ hold, connections: [first, other] });
    expect(screen.getByText('Salesforce nordlicht.my.salesforce.com: CRM API limit reached')).toBeTruthy();
    expect(screen.getByText('suedwind.my.salesforce.com: next in 3 minutes')).toBeTruthy();
  });

  it('does not hide another failure', () => {
    open({
      ...limited('salesforce'),
      last: finished({ result: 'partial', failure: { code: 'crm.timeout' } }),
    });
    expect(screen.getByText('The CRM took too long to answer.')).toBeTruthy();
  });
});

describe('a sync that is under way', () => {
  it('says its phase, how far it is, its pace and what is left', () => {
    open(syncing());
    const bar = screen.getByRole('progressbar', { name: 'Syncing records' });
    expect(bar.getAttribute('aria-valuetext')).toBe('240 of 1,000 records');
    expect(bar.getAttribute('value')).toBe('240');
    expect(bar.getAttribute('max')).toBe('1000');
    expect(screen.getByText('240 of 1,000 records')).toBeTruthy();
    expect(screen.getByText('480 per min · 2 minutes left')).toBeTruthy();
  });

  it('of which nobody knows yet how much it is has no end to its bar', () => {
    open(syncing({ phase: 'discovering', done: 12, total: null, ratePerMinute: null, msLeft: null }));
    const bar = screen.getByRole('progressbar', { name: 'Finding what has changed' });
    expect(bar.hasAttribute('value')).toBe(false);
    expect(screen.getByText('12 records found so far')).toBeTruthy();
  });

  it('is not started twice, and can be cancelled', async () => {
    const { start, cancel } = open(syncing());
    await userEvent.click(screen.getByRole('button', { name: 'Sync Now' }));
    expect(start.run).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(cancel.run).toHaveBeenCalledOnce();
  });

  it('that stops says so, and is not cancelled twice', async () => {
    const { cancel } = open(syncing(), { cancel: action({ run: vi.fn(), pending: true }) });
    expect(screen.getByText('Stopping after the records in hand…')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(cancel.run).not.toHaveBeenCalled();
  });
});

describe('the last sync', () => {
  it('is told with its counts, its age and the next one', () => {
    open({
      last: finished({
        counts: { created: 3, updated: 41, unchanged: 950, conflict: 4, failed: 2, seen: 1000 },
      }),
    });
    expect(screen.getByText('Last sync 2 min ago, took 12 seconds')).toBeTruthy();
    expect(screen.getByText('Next in 3 minutes')).toBeTruthy();
    const counts = [...region().querySelectorAll('dl > div')].map(
      (count) => `${count.querySelector('dt')?.textContent} ${count.querySelector('dd')?.textContent}`,
    );
    expect(counts).toEqual(['Created 3', 'Updated 41', 'Unchanged 950', 'Conflicts 4', 'Failed 2']);
  });

  it('that failed says why, in the other side’s words too, and when it is tried again', () => {
    open({
      state: 'failed',
      last: finished({
        result: 'failed',
        failure: { code: 'erp.server', detail: 'The books are being closed.' },
      }),
    });
    expect(
      screen.getByText('ERP API: Something went wrong. Try again. The books are being closed.'),
    ).toBeTruthy();
    expect(screen.getByText('Next try in 3 minutes')).toBeTruthy();
  });

  it.each([
    [0, 0],
    [4, 5],
  ])('that failed with %d records updated shows counts only where something was counted', (updated, rows) => {
    const counts = { created: 0, updated, unchanged: 0, conflict: 0, failed: 0, seen: updated };
    open({ last: finished({ result: 'failed', failure: { code: 'erp.server' }, counts }) });
    expect(region().querySelectorAll('dl > div')).toHaveLength(rows);
  });

  it('that was stopped says so', () => {
    open({ last: finished({ result: 'cancelled' }), nextAt: null });
    expect(screen.getByText('Stopped 2 min ago, after 12 seconds')).toBeTruthy();
    expect(screen.queryByText(/^Next/)).toBeNull();
  });

  it('that never was is no row of zeros', () => {
    open({ state: 'idle', last: null });
    expect(
      screen.getByText('Nothing has been synced from this browser yet. The first sync starts in 3 minutes.'),
    ).toBeTruthy();
    expect(region().querySelector('dl')).toBeNull();
  });

  it('that never was, where none will be by itself, promises none', () => {
    open({ state: 'idle', last: null, nextAt: null });
    expect(screen.getByText('Nothing has been synced from this browser yet.')).toBeTruthy();
  });
});

describe('why nothing is synced', () => {
  it.each([
    ['notConnected', null, 'No CRM connected', 'Connect CRM', false],
    ['notConnected', 'erp', 'The ERP API is not connected.', 'Open settings', false],
    ['policy', null, "Sync is switched off by your company's browser policy.", null, false],
    ['off', null, 'Sync is switched off for your company.', null, false],
    ['paused', null, 'Sync is paused. Figures may be older than usual.', null, false],
    ['role', null, 'Access restricted', null, false],
    ['authExpired', null, 'CRM authentication expired. Reconnect.', 'Reconnect', false],
    ['authExpired', 'erp', 'ERP authentication expired. Reconnect.', 'Reconnect', false],
    ['authExpired', 'salesforce', 'Salesforce: CRM authentication expired. Reconnect.', 'Reconnect', true],
    ['rateLimited', null, 'CRM API limit reached', 'View Limits', false],
    ['offline', null, 'You are offline.', null, true],
    ['storage', null, "The browser's storage failed. Free some disk space and try again.", null, true],
  ] as const)('%s (%s): "%s", way on: %s', async (reason, system, title, way, mayStart) => {
    const { onOpenSettings, onViewLimits } = open(hold(reason, { system }));
    expect(screen.getAllByText(title).length).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Sync Now' }) !== null).toBe(mayStart);
    if (way === null) return;
    await userEvent.click(screen.getByRole('button', { name: way }));
    expect(way === 'View Limits' ? onViewLimits : onOpenSettings).toHaveBeenCalledOnce();
  });

  it('paused by the company says who can let it go on', () => {
    open(hold('paused'));
    expect(screen.getByText('An administrator can let it go on in CRM Settings.')).toBeTruthy();
  });

  it('counts down to the end of a short wait, and names the date of a long one', () => {
    open(hold('rateLimited', { until: NOW + 42_000 }));
    expect(screen.getByRole('timer').textContent).toBe('Goes on by itself in 0:42');
    cleanup();
    open(hold('rateLimited', { until: NOW + 13 * 3_600_000 }));
    expect(screen.getByRole('timer').textContent).toMatch(/^Goes on by itself on Nov 21, 2026/);
  });

  it('never counts below zero', () => {
    open(hold('rateLimited', { until: NOW - 1 }));
    expect(screen.queryByRole('timer')).toBeNull();
    expect(screen.getByText('Goes on with the next sync')).toBeTruthy();
  });

  it('a role that may not sync has no button to press', () => {
    open({ mayStart: false });
    expect(screen.queryByRole('button', { name: 'Sync Now' })).toBeNull();
  });

  it('a start that failed says so and can be tried again', async () => {
    const start = action<void, SyncStatus>({ run: vi.fn(), failure: { code: 'erp.server' } });
    open({}, { start });
    expect(screen.getByRole('alert').textContent).toContain('Something went wrong. Try again.');
    await userEvent.click(screen.getByRole('button', { name: 'Sync Now' }));
    expect(start.run).toHaveBeenCalledOnce();
  });
});

describe('a sync that the brake stopped', () => {
  const stopped = { ...hold('brake'), brake: brakeQuestion() };

  it('says that nothing was written, what would change and why it was stopped, and asks', async () => {
    const { onReviewBrake } = open(stopped);
    expect(within(region()).getByText('Needs approval')).toBeTruthy();
    expect(screen.queryByText('Synced')).toBeNull();
    expect(screen.getByText('Salesforce · Account ↔ Customer · nordlicht.my.salesforce.com')).toBeTruthy();
    expect(
      screen.getByText('Part of this sync would change unusually much. That part has not been written.'),
    ).toBeTruthy();
    expect(screen.getByText('12 updates · 340 fields emptied')).toBeTruthy();
    expect(screen.getByText(/340 of 400 values of Website in Salesforce would be emptied/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(onReviewBrake).toHaveBeenCalledOnce();
  });

  it('does not tell the same number twice where one kind of change is all there is', () => {
    const message = '11 records would be created.';
    const brake = brakeQuestion({
      counts: { creates: 11, updates: 0, clears: 0, deletes: 0 },
      reasons: [{ message, facts: { about: 'creates', count: 11, allowed: 3, earlier: 0 }, label: null }],
    });
    open({ ...stopped, brake });
    expect(screen.getByText(/^11 records would be created; your company lets 3/)).toBeTruthy();
    expect(screen.queryByText('11 new records')).toBeNull();
    cleanup();
    open({ ...stopped, brake: { ...brake, counts: { ...brake.counts, updates: 2 } } });
    expect(screen.getByText('11 new records · 2 updates')).toBeTruthy();
  });

  it('is shown once the sync is over: until then nobody could let it go on', () => {
    open({ ...stopped, ...syncing() });
    expect(screen.queryByRole('button', { name: 'Review' })).toBeNull();
  });

  it('above the threshold says that another administrator has to approve it', () => {
    open({ ...stopped, brake: brakeQuestion({ needsSecond: true }) });
    expect(screen.getByText(/an administrator other than you has to approve it/)).toBeTruthy();
  });

  it('of somebody else waits here for a second person, and holds nothing back', () => {
    open({ brake: brakeQuestion({ needsSecond: true, user: 'Ben Odell', system: null, org: null }) });
    expect(screen.getByText('Synced')).toBeTruthy();
    expect(screen.getByText('A sync of Ben Odell waits for a second person: you.')).toBeTruthy();
    expect(screen.getByText('Customer')).toBeTruthy();
  });

  it('does not hide that everything is off', () => {
    open({ ...hold('off'), brake: brakeQuestion() });
    expect(within(region()).getByText('Off')).toBeTruthy();
  });

  it('asks nobody whose role could not say yes', () => {
    open({ ...stopped, mayStart: false });
    expect(screen.queryByRole('button', { name: 'Review' })).toBeNull();
    expect(screen.getByText('Somebody who may sync has to look at it.')).toBeTruthy();
  });
});

describe('what waits for a person', () => {
  it('is listed with its way on', async () => {
    const { onReviewConflicts, onShowFailures } = open({
      waiting: { conflicts: 1, failing: 512, links: 9 },
    });
    const lines = within(screen.getByRole('list', { name: 'Waiting for you' }));
    await userEvent.click(lines.getByRole('button', { name: '1 conflict needs review Review' }));
    await userEvent.click(lines.getByRole('button', { name: '512 records failed Show' }));
    expect(onReviewConflicts).toHaveBeenCalledOnce();
    expect(onShowFailures).toHaveBeenCalledOnce();
  });

  it('names what fails as things stand, whatever the last sync of this browser counted', async () => {
    const counts = { created: 0, updated: 3, unchanged: 0, conflict: 0, failed: 1, seen: 4 };
    const { onShowFailures } = open({
      last: finished({ result: 'partial', counts }),
      waiting: { conflicts: 0, failing: 3, links: 9 },
    });
    await userEvent.click(screen.getByRole('button', { name: '3 records failed Show' }));
    expect(onShowFailures).toHaveBeenCalledOnce();
    cleanup();
    open({
      last: finished({ result: 'partial', counts }),
      waiting: { conflicts: 0, failing: 0, links: 9 },
    });
    expect(screen.queryByRole('button', { name: /failed/ })).toBeNull();
  });

  it('is no list where nothing waits, nor where nobody knows', () => {
    open();
    open({ waiting: null });
    expect(screen.queryByRole('list', { name: 'Waiting for you' })).toBeNull();
  });
});
