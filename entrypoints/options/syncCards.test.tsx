// @vitest-environment happy-dom
// Long because the cards of one page share what they are told, and each is tried with every role.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { plannedChange, syncing, syncStatus } from '../../components/sync/syncSamples.ts';
import { PAGE_QUERIES } from '../../components/ui/pageQueries.ts';
import { areSingleKeysOn, turnSingleKeys } from '../../components/ui/singleKeys.ts';
import type { Failure } from '../../lib/failure.ts';
import type { MessageName } from '../../lib/messaging/protocol.ts';
import type { CompanySync, DryRunPage, SyncSettingsView } from '../../lib/messaging/syncMessages.ts';
import { KeysCard } from './KeysCard.tsx';
import { SyncCards } from './SyncCards.tsx';

interface Asked {
  readonly name: MessageName;
  readonly request: Record<string, unknown>;
}
const asked: Asked[] = [];
let answers: Partial<Record<MessageName, unknown>>;
const value = (known: unknown) => ({ ok: true, value: known });
const failure = (known: Failure) => ({ ok: false, failure: known });
const requestsOf = (name: MessageName) =>
  asked.filter((message) => message.name === name).map(({ request }) => request);

const SETTINGS: SyncSettingsView = {
  autoSync: true,
  intervalSeconds: 300,
  company: { autoSync: true, intervalSeconds: 600 },
};
const COMPANY: CompanySync = {
  version: 4,
  flags: { m38_crm: true, m38_crm_customer360: false, m38_crm_pipeline: false, m38_crm_auto_order: false },
  paused: false,
  mayEdit: false,
};

beforeEach(() => {
  asked.length = 0;
  answers = {
    'sync.settings.read': value(SETTINGS),
    'sync.company.read': value(COMPANY),
    'connections.read': value(null),
    'request.cancel': value(null),
  };
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation((async (message: Asked) => {
    asked.push(message);
    return answers[message.name];
  }) as never);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const open = async (name: string) => {
  render(
    <QueryClientProvider client={new QueryClient(PAGE_QUERIES)}>
      <SyncCards />
    </QueryClientProvider>,
  );
  return within(await screen.findByRole('region', { name }));
};

describe('"Compare everything"', () => {
  it('is begun by an administrator, and says where it is followed', async () => {
    answers['sync.company.read'] = value({ ...COMPANY, mayEdit: true });
    const card = await open('Compare everything');
    answers['sync.start'] = value(syncStatus(syncing()));
    await userEvent.click(card.getByRole('button', { name: 'Compare everything now' }));
    expect(requestsOf('sync.start')).toEqual([{ trigger: 'full' }]);
    expect(await card.findByText('It has begun. Follow it in the Ledgerside popup.')).toBeTruthy();
  });

  it('that is held back says by what; one that fails says why', async () => {
    answers['sync.company.read'] = value({ ...COMPANY, mayEdit: true });
    const card = await open('Compare everything');
    const hold = { reason: 'paused', system: null, org: null, until: null } as const;
    answers['sync.start'] = value(syncStatus({ hold }));
    await userEvent.click(card.getByRole('button', { name: 'Compare everything now' }));
    expect(await card.findByText('Not begun: Paused')).toBeTruthy();
    answers['sync.start'] = failure({ code: 'storage' });
    await userEvent.click(card.getByRole('button', { name: 'Compare everything now' }));
    expect(await card.findByRole('alert')).toBeTruthy();
  });

  it('is not there for others', async () => {
    await open('Company switches');
    await screen.findByText('Sync between CRM and ERP');
    expect(screen.queryByRole('region', { name: 'Compare everything' })).toBeNull();
  });
});

describe('"Schedule and triggers"', () => {
  it('shows and sets whether and how often this browser syncs', async () => {
    const card = await open('Schedule and triggers');
    const auto = await card.findByRole('switch', { name: 'Sync automatically' });
    expect(auto.getAttribute('aria-checked')).toBe('true');
    expect(card.getByText("Your company's default is 10 minutes.")).toBeTruthy();
    answers['sync.settings.write'] = value({ ...SETTINGS, autoSync: false });
    await userEvent.click(auto);
    await waitFor(() => expect(auto.getAttribute('aria-checked')).toBe('false'));
    answers['sync.settings.write'] = value({ ...SETTINGS, intervalSeconds: 3600 });
    await userEvent.selectOptions(card.getByRole('combobox', { name: 'Every' }), '60 minutes');
    expect(requestsOf('sync.settings.write')).toEqual([
      { autoSync: false, intervalSeconds: 300 },
      { autoSync: false, intervalSeconds: 3600 },
    ]);
  });

  it('says that nothing runs where the company has the sync off, and says no such thing where it is on', async () => {
    const off = /^Your company's sync is off; nothing runs/;
    const on = await open('Schedule and triggers');
    await on.findByRole('switch', { name: 'Sync automatically' });
    await screen.findByText('Sync between CRM and ERP');
    expect(on.queryByText(off)).toBeNull();
    cleanup();
    answers['sync.company.read'] = value({ ...COMPANY, flags: { ...COMPANY.flags, m38_crm: false } });
    const card = await open('Schedule and triggers');
    expect(await card.findByText(off)).toBeTruthy();
  });

  it('goes from one minute to one hour, and keeps another interval that is already set', async () => {
    answers['sync.settings.read'] = value({ ...SETTINGS, intervalSeconds: 450, company: null });
    const card = await open('Schedule and triggers');
    const options = (await card.findAllByRole('option')).map(({ textContent }) => textContent);
    expect(options).toEqual([
      '60 seconds',
      '2 minutes',
      '5 minutes',
      '8 minutes',
      '10 minutes',
      '15 minutes',
      '30 minutes',
      '60 minutes',
    ]);
    expect(card.getByText('From 1 minute to 1 hour.')).toBeTruthy();
  });

  it('cannot be switched on against the company', async () => {
    answers['sync.settings.read'] = value({
      ...SETTINGS,
      company: { autoSync: false, intervalSeconds: 300 },
    });
    const card = await open('Schedule and triggers');
    const auto = await card.findByRole('switch', { name: 'Sync automatically' });
    expect(auto.getAttribute('aria-checked')).toBe('false');
    expect(card.getByText('Your company has switched automatic sync off.')).toBeTruthy();
    await userEvent.click(auto);
    expect(requestsOf('sync.settings.write')).toEqual([]);
  });

  it('that cannot be read says why, and is read again', async () => {
    answers['sync.settings.read'] = failure({ code: 'storage' });
    const card = await open('Schedule and triggers');
    await card.findByRole('alert');
    answers['sync.settings.read'] = value(SETTINGS);
    await userEvent.click(card.getByRole('button', { name: 'Retry' }));
    await card.findByRole('switch');
    expect(card.queryByRole('alert')).toBeNull();
  });
});

describe('the company’s switches', () => {
  it('are read by whoever may not turn them', async () => {
    const card = await open('Company switches');
    const rows = (await card.findAllByRole('listitem')).map(({ textContent }) => textContent);
    expect(rows).toEqual([
      'Sync between CRM and ERPm38_crmOn',
      'Customer 360m38_crm_customer360Off',
      'Pipelinem38_crm_pipelineOff',
      'Sales order from a won opportunitym38_crm_auto_orderOff',
      'Pause every syncOff',
    ]);
    expect(card.queryByRole('switch')).toBeNull();
    expect(card.getByText('Only an administrator can change these.')).toBeTruthy();
  });

  it('are turned by an administrator, over the version that was shown', async () => {
    answers['sync.company.read'] = value({ ...COMPANY, mayEdit: true });
    const card = await open('Company switches');
    answers['sync.company.write'] = value({
      ...COMPANY,
      version: 5,
      mayEdit: true,
      flags: { ...COMPANY.flags, m38_crm_pipeline: true },
    });
    await userEvent.click(await card.findByRole('switch', { name: 'Pipeline' }));
    await waitFor(() =>
      expect(card.getByRole('switch', { name: 'Pipeline' }).getAttribute('aria-checked')).toBe('true'),
    );
    await userEvent.click(card.getByRole('switch', { name: 'Pause every sync' }));
    expect(requestsOf('sync.company.write')).toEqual([
      { version: 4, paused: false, flags: { ...COMPANY.flags, m38_crm_pipeline: true } },
      { version: 5, paused: true, flags: { ...COMPANY.flags, m38_crm_pipeline: true } },
    ]);
  });

  it('that another administrator turned meanwhile are not overwritten, and shown as they are now', async () => {
    answers['sync.company.read'] = value({ ...COMPANY, mayEdit: true });
    const card = await open('Company switches');
    const pause = await card.findByRole('switch', { name: 'Pause every sync' });
    answers['sync.company.write'] = failure({ code: 'erp.conflict', status: 412 });
    answers['sync.company.read'] = value({ ...COMPANY, version: 5, mayEdit: true, paused: true });
    await userEvent.click(pause);
    await card.findByRole('alert');
    await waitFor(() => expect(pause.getAttribute('aria-checked')).toBe('true'));
    await userEvent.click(card.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(card.queryByRole('alert')).toBeNull());
  });
});

describe('"What would change"', () => {
  const page = (over: Partial<DryRunPage> = {}): DryRunPage => ({
    counts: { seen: 1204, creates: 1, updates: 2, clears: 0, deletes: 0, conflicts: 3 },
    changes: [
      plannedChange(),
      plannedChange({
        side: 'erp',
        kind: 'create',
        erp: null,
        field: null,
        label: null,
        before: null,
        after: null,
        cause: 'newRecord',
      }),
    ],
    next: 'page-2',
    ...over,
  });
  const plan = async (first = page()) => {
    const card = await open('What would change');
    answers['sync.dryRun'] = value(first);
    await userEvent.click(card.getByRole('button', { name: 'Show what would change' }));
    await card.findByText('1 new record · 2 updates · 3 conflicts');
    return card;
  };

  it('is planned when it is asked for, not before', async () => {
    const card = await plan();
    expect(requestsOf('sync.dryRun').map(({ cursor }) => cursor)).toEqual([null]);
    expect(card.getByText('1,204 records looked at · planned just now')).toBeTruthy();
    expect(card.getAllByRole('listitem')).toHaveLength(2);
  });

  it('is narrowed by text, kind and cause', async () => {
    const card = await plan();
    await userEvent.selectOptions(card.getByRole('combobox', { name: 'Change' }), 'New record');
    expect(card.getByText('1 of 2 changes')).toBeTruthy();
    await userEvent.selectOptions(card.getByRole('combobox', { name: 'Change' }), 'All');
    await userEvent.selectOptions(card.getByRole('combobox', { name: 'Cause' }), 'Changed in the ERP');
    expect(card.getByRole('listitem').textContent).toContain('Phone');
    await userEvent.selectOptions(card.getByRole('combobox', { name: 'Cause' }), 'All');
    await userEvent.type(card.getByRole('searchbox', { name: 'Search' }), 'phone');
    expect(card.getAllByRole('listitem')).toHaveLength(1);
    await userEvent.type(card.getByRole('searchbox', { name: 'Search' }), 'zzz');
    expect(card.getByText('0 of 2 changes')).toBeTruthy();
  });

  it('is sorted by record or by change, and comes as it was planned', async () => {
    const changes = [
      plannedChange({ recordName: 'Werft' }),
      plannedChange({ kind: 'create', recordName: 'Anker' }),
    ];
    const card = await plan(
      page({ changes: [...changes, plannedChange({ kind: 'archive', recordName: 'Boje' })] }),
    );
    const names = () => card.getAllByRole('listitem').map(({ textContent }) => textContent.slice(0, 4));
    expect(names()).toEqual(['Werf', 'Anke', 'Boje']);
    const sort = card.getByRole('combobox', { name: 'Sort' });
    await userEvent.selectOptions(sort, 'By record');
    expect(names()).toEqual(['Anke', 'Boje', 'Werf']);
    await userEvent.selectOptions(sort, 'By change');
    expect(names()).toEqual(['Anke', 'Werf', 'Boje']);
  });

  it('is read on page by page, and planned anew', async () => {
    const card = await plan();
    answers['sync.dryRun'] = value(page({ changes: [plannedChange({ field: 'Fax' })], next: null }));
    await userEvent.click(card.getByRole('button', { name: 'Show more' }));
    await card.findByText('3 of 3 changes');
    expect(card.queryByRole('button', { name: 'Show more' })).toBeNull();
    answers['sync.dryRun'] = value(page({ changes: [], next: null }));
    await userEvent.click(card.getByRole('button', { name: 'Plan again' }));
    await waitFor(() => expect(card.queryByRole('listitem')).toBeNull());
    expect(requestsOf('sync.dryRun').map(({ cursor }) => cursor)).toEqual([null, 'page-2', null]);
  });

  it('can be cancelled while it is planned, in the worker too', async () => {
    const card = await open('What would change');
    answers['sync.dryRun'] = new Promise(() => {});
    await userEvent.click(card.getByRole('button', { name: 'Show what would change' }));
    const [request] = requestsOf('sync.dryRun');
    await userEvent.click(await card.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(requestsOf('request.cancel')).toEqual([{ requestId: request?.requestId }]));
    expect(card.getByRole('button', { name: 'Show what would change' })).toBeTruthy();
  });

  it('that failed says why and can be tried again', async () => {
    const card = await open('What would change');
    answers['sync.dryRun'] = failure({ code: 'crm.timeout' });
    await userEvent.click(card.getByRole('button', { name: 'Show what would change' }));
    await card.findByText('The CRM took too long to answer.');
    answers['sync.dryRun'] = value(page({ changes: [], next: null }));
    await userEvent.click(card.getByRole('button', { name: 'Retry' }));
    await card.findByText('1,204 records looked at · planned just now');
    expect(card.queryByRole('alert')).toBeNull();
  });
});

describe('the sync log', () => {
  it('is saved as a file, a line for each event', async () => {
    const saved: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      saved.push(blob as Blob);
      return 'blob:log';
    });
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(
      this: HTMLAnchorElement,
    ) {
      names.push(this.download);
    });
    answers['sync.log'] = value([
      { at: Date.UTC(2026, 10, 20, 12), event: 'CRM.SyncStarted', sync_id: 'sync-0001', records: 3 },
    ]);
    const card = await open('Sync log');
    await userEvent.click(card.getByRole('button', { name: 'Save the log' }));
    await card.findByText('1 line saved');
    expect(await saved[0]?.text()).toBe(
      '{"at":"2026-11-20T12:00:00.000Z","event":"CRM.SyncStarted","sync_id":"sync-0001","records":3}\n',
    );
    expect(names).toEqual([expect.stringMatching(/^ledgerside-sync-\d{4}-\d\d-\d\d\.jsonl$/)]);
  });

  it('that cannot be read says why', async () => {
    answers['sync.log'] = failure({ code: 'storage' });
    const card = await open('Sync log');
    await userEvent.click(card.getByRole('button', { name: 'Save the log' }));
    expect((await card.findByRole('alert')).textContent).toContain("The browser's storage failed.");
  });
});

it('single keys can be turned off and on', async () => {
  turnSingleKeys(true);
  render(<KeysCard />);
  const single = screen.getByRole('switch', { name: 'Single-key shortcuts' });
  await userEvent.click(single);
  expect(areSingleKeysOn()).toBe(false);
  expect(single.getAttribute('aria-checked')).toBe('false');
  await userEvent.click(single);
  expect(areSingleKeysOn()).toBe(true);
});
