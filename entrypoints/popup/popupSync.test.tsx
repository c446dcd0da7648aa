// @vitest-environment happy-dom
// Long because all states of the popup stand side by side here, and one that is missing is seen.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { conflictItem, contested } from '../../components/conflicts/conflictSamples.ts';
import { CONNECTED } from '../../components/connections/connectionSamples.ts';
import { brakeQuestion, finished, NOW, syncing, syncStatus } from '../../components/sync/syncSamples.ts';
import { PAGE_QUERIES } from '../../components/ui/pageQueries.ts';
import { turnSingleKeys } from '../../components/ui/singleKeys.ts';
import type { Failure } from '../../lib/failure.ts';
import type { MessageName } from '../../lib/messaging/protocol.ts';
import type { SyncStatus } from '../../lib/messaging/syncMessages.ts';
import { PopupPage } from './PopupPage.tsx';

interface Asked {
  readonly name: MessageName;
  readonly request: Record<string, unknown>;
}
type Listener = (message: unknown, sender: { readonly tab?: object }) => unknown;

const asked: Asked[] = [];
const listeners = new Set<Listener>();
let answers: Partial<Record<MessageName, unknown>>;
const value = (known: unknown) => ({ ok: true, value: known });
const failure = (known: Failure) => ({ ok: false, failure: known });
const requestsOf = (name: MessageName) =>
  asked.filter((message) => message.name === name).map(({ request }) => request);

/** Sees every element whole at once, as a browser says of a page of ours. */
class SeeingObserver {
  readonly #tell: (entries: unknown[]) => void;
  constructor(tell: (entries: unknown[]) => void) {
    this.#tell = tell;
  }
  observe() {
    this.#tell([{ isVisible: true, intersectionRatio: 1 }]);
  }
  disconnect() {}
}

beforeEach(() => {
  asked.length = 0;
  listeners.clear();
  answers = {
    'connections.read': value(CONNECTED),
    'sync.status': value(syncStatus()),
    'confirm.decline': value(null),
    'confirm.accept': value(null),
  };
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation((async (message: Asked) => {
    asked.push(message);
    return answers[message.name];
  }) as never);
  vi.spyOn(browser.runtime.onMessage, 'addListener').mockImplementation((listener) => {
    listeners.add(listener as Listener);
  });
  vi.spyOn(browser.runtime.onMessage, 'removeListener').mockImplementation((listener) => {
    listeners.delete(listener as Listener);
  });
  vi.useFakeTimers({ now: NOW });
  vi.stubGlobal('jest', { advanceTimersByTime: (ms: number) => vi.advanceTimersByTime(ms) });
  vi.stubGlobal('IntersectionObserver', SeeingObserver);
  turnSingleKeys(true);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const person = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) });
const pass = async (milliseconds: number) => {
  for (const step of [milliseconds, 0, 0, 0]) await act(() => vi.advanceTimersByTimeAsync(step));
};
const open = async (status: Partial<SyncStatus> = {}) => {
  answers['sync.status'] = value(syncStatus(status));
  const view = render(
    <QueryClientProvider client={new QueryClient(PAGE_QUERIES)}>
      <PopupPage />
    </QueryClientProvider>,
  );
  await pass(0);
  return view;
};
const press = async (name: string | RegExp) => {
  await person.click(screen.getByRole('button', { name }));
  await pass(0);
};
/** Answers and then presses a button as a person does: looked at, and with a trusted event. */
const confirm = async (name: string) => {
  await pass(1000);
  const event = new MouseEvent('click', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'isTrusted', { value: true });
  await act(async () => void screen.getByRole('button', { name }).dispatchEvent(event));
  await pass(0);
};
const tell = async (message: unknown, sender: { readonly tab?: object } = {}) => {
  for (const listener of listeners) listener(message, sender);
  await pass(0);
};
const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);

describe('the sync in the popup', () => {
  it('is started by hand, once, and shown under way at once', async () => {
    await open();
    answers['sync.start'] = value(syncStatus(syncing({ phase: 'discovering', total: null })));
    await press('Sync Now');
    expect(requestsOf('sync.start')).toEqual([{ trigger: 'manual' }]);
    expect(screen.getByRole('progressbar', { name: 'Finding what has changed' })).toBeTruthy();
    await press('Sync Now');
    expect(requestsOf('sync.start')).toHaveLength(1);
  });

  it('is shown as it stands where the popup opens in mid-run, and follows what the worker tells', async () => {
    await open(syncing());
    expect(screen.getByText('240 of 1,000 records')).toBeTruthy();
    await tell({ name: 'sync.changed', status: syncStatus(syncing({ done: 700 })) });
    expect(screen.getByText('700 of 1,000 records')).toBeTruthy();
    const last = finished({ id: 'sync-0002', finishedAt: NOW });
    await tell({ name: 'sync.changed', status: syncStatus({ last }) });
    expect(said()).toContain('Sync completed. 1,000 records');
    expect(screen.getByRole('button', { name: 'Sync Now' })).toBeTruthy();
  });

  it('listens to the worker alone', async () => {
    await open();
    await tell({ name: 'sync.changed', status: syncStatus(syncing()) }, { tab: {} });
    await tell({ name: 'sync.changed' });
    await tell(null);
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('goes on asking while a sync is under way, so that a worker that died is woken', async () => {
    await open(syncing());
    expect(requestsOf('sync.status')).toHaveLength(1);
    answers['sync.status'] = value(syncStatus(syncing({ done: 500 })));
    await pass(2000);
    expect(requestsOf('sync.status')).toHaveLength(2);
    expect(screen.getByText('500 of 1,000 records')).toBeTruthy();
  });

  it('is asked for now and then while nothing happens, and no more once the popup is closed', async () => {
    const { unmount } = await open();
    await pass(29_000);
    expect(requestsOf('sync.status')).toHaveLength(1);
    await pass(1000);
    expect(requestsOf('sync.status')).toHaveLength(2);
    unmount();
    expect(listeners.size).toBe(0);
  });

  it('is cancelled', async () => {
    await open(syncing());
    const { active } = syncStatus(syncing());
    answers['sync.cancel'] = value(syncStatus({ active: active && { ...active, isCancelling: true } }));
    await press('Cancel');
    expect(requestsOf('sync.cancel')).toEqual([{}]);
    expect(screen.getByRole('progressbar', { name: 'Stopping after the records in hand…' })).toBeTruthy();
    expect(said()).toContain('Stopping after the records in hand…');
  });

  it('that cannot be read says why, keeps what was known, and is read again', async () => {
    await open(syncing());
    answers['sync.status'] = failure({ code: 'storage' });
    await pass(2000);
    expect(screen.getByRole('alert').textContent).toContain("The browser's storage failed.");
    expect(screen.getByText('240 of 1,000 records')).toBeTruthy();
    answers['sync.status'] = value(syncStatus());
    await press('Retry');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('holds its place until it is known', async () => {
    answers['sync.status'] = new Promise(() => {});
    render(
      <QueryClientProvider client={new QueryClient(PAGE_QUERIES)}>
        <PopupPage />
      </QueryClientProvider>,
    );
    await pass(0);
    expect(screen.queryByRole('region', { name: 'Sync' })).toBeNull();
    expect(screen.getByRole('list', { name: 'Connections' })).toBeTruthy();
  });

  it('shows the limits of each CRM, and leads back', async () => {
    await open({ hold: { reason: 'rateLimited', system: null, org: null, until: NOW + 90_000 } });
    await press('View Limits');
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Limits' }));
    expect(screen.getByText('14,210 of 15,000 calls today')).toBeTruthy();
    await press('Back');
    expect(screen.getByRole('heading', { level: 1, name: 'Ledgerside' })).toBeTruthy();
  });
});

describe('records that failed', () => {
  it('are listed with their reason', async () => {
    await open({ waiting: { conflicts: 0, failing: 1, links: 3 } });
    answers['sync.failures'] = value([
      {
        id: '1',
        record: null,
        recordName: 'Hafenwerk',
        erpRecord: 'customer/G01',
        code: 'INVALID',
        reason: 'A billing country is needed.',
        attempts: 1,
        lastAt: NOW,
      },
    ]);
    await press('1 record failed Show');
    expect(screen.getByText('It says: “A billing country is needed.”')).toBeTruthy();
    await person.keyboard('{Escape}');
    expect(screen.getByRole('heading', { level: 1, name: 'Ledgerside' })).toBeTruthy();
  });

  it('that cannot be read say why, and are read again', async () => {
    await open({ waiting: { conflicts: 0, failing: 1, links: 3 } });
    answers['sync.failures'] = failure({ code: 'erp.badAnswer' });
    await press('1 record failed Show');
    expect(screen.getByRole('alert')).toBeTruthy();
    answers['sync.failures'] = value([]);
    await press('Retry');
    expect(screen.getByText('No record has failed.')).toBeTruthy();
  });
});

describe('conflicts', () => {
  const waiting = { conflicts: 2, failing: 0, links: 3 };
  const page = (conflicts: readonly unknown[], next: string | null = null, total = conflicts.length) =>
    value({ conflicts, total, next });
  const moved = conflictItem({ fields: [contested({ crm: { kind: 'value', value: '+49 421 5555' } })] });
  const ticket = 'a'.repeat(32);

  beforeEach(() => {
    answers['conflicts.list'] = page([conflictItem()]);
    answers['conflicts.propose'] = value({ ticket, frameUrl: 'chrome-extension://x/confirm.html' });
    answers['confirm.read'] = value({
      kind: 'resolve',
      decisions: [{ conflict: conflictItem(), choice: 'erp' }],
    });
  });
  const review = () => press('2 conflicts need review Review');

  it('are listed page by page', async () => {
    await open({ waiting });
    answers['conflicts.list'] = page([conflictItem()], 'cursor-2', 2);
    await review();
    expect(screen.getByText('1 of 2')).toBeTruthy();
    answers['conflicts.list'] = page([conflictItem({ key: 'field:fax' })], null, 2);
    await press('Show more');
    expect(requestsOf('conflicts.list').map(({ cursor }) => cursor)).toEqual([null, 'cursor-2']);
    expect(screen.getAllByRole('article')).toHaveLength(2);
    expect(screen.queryByText('1 of 2')).toBeNull();
  });

  it('are decided in a confirmation, written once, and said to be resolved', async () => {
    await open({ waiting });
    await review();
    await press(/^Use ERP/);
    expect(requestsOf('conflicts.propose')).toEqual([
      { page: null, decisions: [{ link: conflictItem().link, key: 'field:phone', choice: 'erp' }] },
    ]);
    expect(requestsOf('confirm.read')).toEqual([{ ticket }]);
    expect(screen.getByRole('heading', { name: 'Use ERP?' })).toBeTruthy();
    answers['conflicts.list'] = page([]);
    await confirm('Use ERP');
    expect(requestsOf('confirm.accept')).toEqual([{ ticket }]);
    expect(said()).toContain('Conflict resolved');
    expect(screen.getByText('No conflicts. Nothing waits for you.')).toBeTruthy();
    expect(screen.queryByText('That question was settled meanwhile.')).toBeNull();
  });

  it('of one record are decided together; what was not written is shown until it is closed, and asked again', async () => {
    const fax = conflictItem({ key: 'field:fax' });
    answers['conflicts.list'] = page([conflictItem(), fax]);
    answers['confirm.read'] = value({
      kind: 'resolve',
      decisions: [conflictItem(), fax].map((conflict) => ({ conflict, choice: 'erp' })),
    });
    await open({ waiting });
    await review();
    await press('Use ERP for all');
    await press('Review 2 decisions');
    expect(requestsOf('conflicts.propose')[0]).toMatchObject({
      decisions: [{ key: 'field:phone' }, { key: 'field:fax' }],
    });
    answers['confirm.accept'] = value(['done', 'moved']);
    await confirm('Write 2 decisions');
    expect(said().join()).toContain('1 decision was written.');
    answers['conflicts.list'] = page([fax]);
    await press('Close');
    expect(screen.getAllByRole('article')).toHaveLength(1);
    expect(said()).not.toContain('Conflict resolved');
  });

  it('that need two people are noted, not resolved, by the first', async () => {
    answers['conflicts.list'] = page([conflictItem({ needsSecond: true })]);
    await open({ waiting });
    await review();
    await press(/^Use ERP/);
    await confirm('Use ERP');
    expect(said()).toContain('Noted. A second person has to confirm.');
    expect(said()).not.toContain('Conflict resolved');
  });

  it('are left as they are by Cancel', async () => {
    await open({ waiting });
    await review();
    await press(/^Use ERP/);
    await press('Cancel');
    expect(requestsOf('confirm.decline')).toEqual([{ ticket }]);
    expect(screen.getByRole('heading', { level: 1, name: 'Conflicts' })).toBeTruthy();
    expect(screen.queryByText(/Changed since you looked/)).toBeNull();
  });

  it('that moved before they were proposed are shown again with the new values and why', async () => {
    await open({ waiting });
    await review();
    answers['conflicts.propose'] = failure({ code: 'erp.conflict', status: 409 });
    answers['conflicts.list'] = page([moved]);
    await press(/^Use ERP/);
    expect(screen.getByRole('alert').textContent).toContain('Sync conflict detected. Review and resolve.');
    expect(said()).toContain(
      'Changed since you looked: Salesforce. Nothing was written; these are the values now.',
    );
    expect(screen.getByText('+49 421 5555')).toBeTruthy();
  });

  it('that moved while they were confirmed are refused and shown again', async () => {
    await open({ waiting });
    await review();
    await press(/^Use ERP/);
    answers['confirm.accept'] = failure({ code: 'erp.conflict', status: 412 });
    await confirm('Use ERP');
    expect(said().join()).toContain('This has changed since it was read; nothing was written.');
    answers['conflicts.list'] = page([moved]);
    await press('Close');
    expect(said().join()).toContain('Changed since you looked: Salesforce.');
  });

  it('that somebody else settled meanwhile say so', async () => {
    await open({ waiting });
    await review();
    await press(/^Use ERP/);
    answers['conflicts.list'] = page([]);
    await press('Cancel');
    expect(said()).toContain('That question was settled meanwhile.');
  });

  it('are read anew when a sync has ended', async () => {
    await open({ waiting });
    await review();
    answers['conflicts.list'] = page([]);
    await tell({ name: 'sync.changed', status: syncStatus({ last: finished({ id: 'sync-0002' }) }) });
    await pass(10);
    expect(screen.getByText('No conflicts. Nothing waits for you.')).toBeTruthy();
  });

  it('that cannot be read say why; a role that may not decide reads them', async () => {
    await open({ waiting, mayStart: false });
    answers['conflicts.list'] = failure({ code: 'erp.badAnswer' });
    await review();
    expect(screen.getByRole('alert')).toBeTruthy();
    answers['conflicts.list'] = page([conflictItem()]);
    await press('Retry');
    expect(within(screen.getByRole('article')).queryByRole('button')).toBeNull();
  });
});

describe('a sync that the brake stopped', () => {
  const stopped = {
    hold: { reason: 'brake', system: null, org: null, until: null },
    brake: brakeQuestion(),
  } as const;

  it('goes on only after the person has seen what it would do', async () => {
    await open(stopped);
    answers['sync.brake.propose'] = value({ ticket: 'b'.repeat(32), frameUrl: 'chrome-extension://x/c' });
    answers['confirm.read'] = value({ kind: 'brake', brake: brakeQuestion() });
    await press('Review');
    expect(requestsOf('sync.brake.propose')).toEqual([{ run: 'run-00000001' }]);
    answers['sync.status'] = value(syncStatus(syncing()));
    await confirm('Let it go on');
    expect(requestsOf('confirm.accept')).toEqual([{ ticket: 'b'.repeat(32) }]);
    expect(screen.getByRole('progressbar')).toBeTruthy();
  });

  it('is not told as completed: the badge and the ear say that it needs approval, and no toast is shown', async () => {
    await open(syncing());
    await tell({
      name: 'sync.changed',
      status: syncStatus({ ...stopped, last: finished({ id: 'sync-0002' }) }),
    });
    await pass(10);
    expect(screen.getByText('Needs approval')).toBeTruthy();
    expect(screen.getByText('1,000 records are synced. The rest needs your approval.')).toBeTruthy();
    expect(screen.queryByText(/Sync completed/)).toBeNull();
  });

  it('that cannot be shown says why', async () => {
    await open(stopped);
    answers['sync.brake.propose'] = failure({ code: 'erp.forbidden' });
    await press('Review');
    expect(screen.getByRole('alert').textContent).toBe("You don't have permission.");
  });
});

describe('single keys', () => {
  const shownKeys = () => [...document.querySelectorAll('kbd')].map(({ textContent }) => textContent);

  it('sync, resolve and search, once the empty search field was left', async () => {
    const waiting = { conflicts: 1, failing: 0, links: 3 };
    await open({ waiting });
    answers['sync.start'] = value(syncStatus({ waiting }));
    await person.keyboard('s');
    expect(requestsOf('sync.start')).toHaveLength(0);
    await person.clear(screen.getByRole('searchbox'));
    await person.keyboard('{Escape}s');
    expect(requestsOf('sync.start')).toHaveLength(1);
    await person.keyboard('/');
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
    answers['conflicts.list'] = value({ conflicts: [], total: 0, next: null });
    await person.keyboard('{Escape}r');
    await pass(0);
    expect(screen.getByRole('heading', { level: 1, name: 'Conflicts' })).toBeTruthy();
  });

  it('are shown, and neither shown nor heard where they are turned off', async () => {
    await open({ waiting: { conflicts: 1, failing: 0, links: 3 } });
    expect(shownKeys()).toEqual(['s', 'r', '/']);
    await act(async () => turnSingleKeys(false));
    expect(screen.queryByText('sync')).toBeNull();
    await person.keyboard('{Escape}s');
    expect(requestsOf('sync.start')).toHaveLength(0);
  });

  it('start nothing where nothing may be started, and only those that do something are shown', async () => {
    await open({ mayStart: false });
    expect(shownKeys()).toEqual(['/']);
    await person.keyboard('{Escape}s');
    expect(requestsOf('sync.start')).toHaveLength(0);
  });
});
