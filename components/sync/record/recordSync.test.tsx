// @vitest-environment happy-dom
// Long because every gate stands beside the words that it shows.
import { act, fireEvent, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recordKey } from '../../../lib/erp/api/recordKey.ts';
import type { ConflictItem } from '../../../lib/messaging/conflictMessages.ts';
import { type GateResult, type RecordSync, SYNC_GATES } from '../../../lib/messaging/syncMessages.ts';
import { conflictItem, contested } from '../../conflicts/conflictSamples.ts';
import { customerSample, NOW, pageOf, viewOf } from '../../panel/samples/customers.ts';
import { type FakePort, failing, fakePort } from '../../panel/samples/fakePort.ts';
import { openPanel, settle } from '../../panel/samples/openPanel.tsx';
import { gateDetail } from './gateDetail.ts';

const PAGE = pageOf('0015g00000HafenAAA');
const RECORD = PAGE.record;
const TICKET = 'a'.repeat(32);

const gate = (over: Partial<GateResult>): GateResult => ({
  gate: 'linked',
  verdict: 'passed',
  detail: null,
  wayOn: null,
  until: null,
  ...over,
});
const known = (over: Partial<RecordSync> = {}): RecordSync => ({
  record: RECORD,
  state: 'synced',
  lastSyncAt: NOW - 120_000,
  history: [],
  gates: [gate({})],
  conflicts: 0,
  role: 'crm.sync',
  ...over,
});

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(async () => {
  for (const left of opened.splice(0)) await act(async () => left.unmount());
  vi.useRealTimers();
});
const opened: { unmount(): void }[] = [];

const open = async (sync: Partial<RecordSync> | null = {}, arrange: (port: FakePort) => void = () => {}) => {
  const port = fakePort(PAGE);
  port.answer('record.view', () => viewOf(RECORD, [customerSample()]));
  port.answer('sync.recordSeen', () => null);
  if (sync !== null) port.answer('sync.recordStatus', () => known(sync));
  arrange(port);
  const mounted = await openPanel(port);
  opened.push(mounted);
  await settle();
  return { port, ...mounted };
};
const line = ({ panel }: Awaited<ReturnType<typeof open>>) => panel.getByRole('button', { name: /^Sync / });
const unfold = async (view: Awaited<ReturnType<typeof open>>) => {
  fireEvent.click(line(view));
  await settle();
  return within(view.panel.getByRole('region', { name: 'Sync' }));
};

describe('what a gate has to say', () => {
  it.each([
    ['allowed', 'ledgerBroken', 'Sync paused itself: a check found damaged data.'],
    ['allowed', 'crm.read', 'Your role is crm.read.'],
    ['seen', 'crm, erp', 'Not visible to you: CRM, ERP'],
    ['direction', 'Phone', 'Changed where the mapping only writes: Phone'],
    ['linked', 'as it is', 'as it is'],
    ['lastError', 'crm.authExpired', 'CRM authentication expired. Reconnect.'],
    ['lastError', 'offline', 'You are offline.'],
    [
      'lastError',
      'order.refused: Credit limit exceeded.',
      'No sales order was made. The ERP did not accept the order. It says: “Credit limit exceeded.”',
    ],
  ] as const)('%s: %s', (name, detail, text) => {
    expect(gateDetail({ gate: name, detail }).text).toBe(text);
  });

  it('of the last error is what to do about this one', async () => {
    const detail = 'reference.notLinked: The customer that it belongs to is not linked yet.';
    const failed = gate({ gate: 'lastError', verdict: 'failed', detail, wayOn: 'fixRecord' });
    const section = await unfold(await open({ state: 'failed', gates: [failed] }));
    expect(section.getByText('Link that record; this one follows by itself.')).toBeTruthy();
    expect(section.queryByText('Correct the record, then sync it again.')).toBeNull();
  });
});

describe('this record and the sync', () => {
  it.each([
    ['synced', 'Sync Synced 2 min ago Details'],
    ['waiting', 'Sync Waiting 2 min ago Details'],
    ['failed', 'Sync Failed 2 min ago Details'],
    ['notLinked', 'Sync Not synced 2 min ago Details'],
  ] as const)('%s is one line', async (state, text) => {
    const view = await open({ state });
    expect(line(view).textContent).toBe(text.replaceAll(/(?<=^Sync) | (?=Details|2 min)/g, ''));
  });

  it('is asked only once the figures are there', async () => {
    const { port, panel } = await open({}, (port) => port.answer('record.view', () => new Promise(() => {})));
    expect(port.count('sync.recordStatus')).toBe(0);
    expect(panel.queryByRole('region', { name: 'Sync' })).toBeNull();
  });

  it('keeps its line free until it is told, so that nothing moves under a hand', async () => {
    const { promise, resolve } = Promise.withResolvers<RecordSync>();
    const view = await open({}, (port) => port.answer('sync.recordStatus', () => promise));
    const places = () => view.surface.querySelectorAll('.record-sync[aria-hidden] .bone').length;
    expect([view.port.count('sync.recordStatus'), places()]).toEqual([1, 1]);
    resolve(known());
    await settle();
    expect([places(), line(view).isConnected]).toEqual([0, true]);
  });

  it('takes no answer about another record', async () => {
    const { panel } = await open({ record: { ...RECORD, id: '0015g00000OtherAAA' } });
    const sync = panel.getByRole('button', { name: /^Sync ?Not known/ });
    fireEvent.click(sync);
    expect(panel.getByText('The ERP API sent an answer that cannot be read.')).toBeTruthy();
  });

  it('is asked again when a sync has ended, not while it runs', async () => {
    const { port } = await open();
    await act(async () => port.tell({ name: 'sync.changed', isRunning: true }));
    await settle();
    expect(port.count('sync.recordStatus')).toBe(1);
    await act(async () => port.tell({ name: 'sync.changed', isRunning: false }));
    await settle();
    expect(port.count('sync.recordStatus')).toBe(2);
  });

  it('the worker hears that the record is shown, and shown again after it was left', async () => {
    const { port } = await open();
    expect(port.count('sync.recordSeen')).toBe(1);
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(port.count('sync.recordSeen')).toBe(1);
    visibility.mockRestore();
    document.dispatchEvent(new Event('visibilitychange'));
    expect(port.count('sync.recordSeen')).toBe(2);
  });

  it('a worker that does not want to hear it is no trouble', async () => {
    const { panel } = await open({}, (port) => port.answer('sync.recordSeen', failing({ code: 'storage' })));
    expect(panel.getByRole('region', { name: 'Sync' })).toBeTruthy();
  });
});

describe('"Sync this record"', () => {
  it('syncs it once, and reads the figures again', async () => {
    const view = await open();
    let done: (answer: RecordSync) => void = () => {};
    view.port.answer(
      'sync.record',
      () =>
        new Promise<RecordSync>((resolve) => {
          done = resolve;
        }),
    );
    const section = await unfold(view);
    fireEvent.click(section.getByRole('button', { name: 'Sync this record' }));
    await settle();
    fireEvent.click(section.getByRole('button', { name: 'Syncing...' }));
    expect(view.port.count('sync.record')).toBe(1);
    const before = view.port.count('record.view');
    await act(async () => done(known()));
    await settle();
    expect(view.port.count('record.view')).toBe(before + 1);
    expect(section.getByRole('button', { name: 'Sync this record' })).toBeTruthy();
  });

  it('that was stopped is followed by another look: the gates say by what', async () => {
    const view = await open();
    view.port.answer('sync.record', failing({ code: 'crm.authExpired' }));
    const section = await unfold(view);
    const ended = gate({
      gate: 'lastError',
      verdict: 'failed',
      detail: 'crm.authExpired',
      wayOn: 'reconnect',
    });
    view.port.answer('sync.recordStatus', () => known({ state: 'unknown', gates: [ended] }));
    fireEvent.click(section.getByRole('button', { name: 'Sync this record' }));
    await settle();
    expect(section.getAllByText('CRM authentication expired. Reconnect.')).toHaveLength(2);
    expect(section.getAllByRole('button', { name: 'Reconnect' })).toHaveLength(2);
    expect(section.queryByText('Synced')).toBeNull();
  });

  it('that failed says why, with a way on', async () => {
    const view = await open();
    view.port.answer('sync.record', failing({ code: 'offline' }));
    const section = await unfold(view);
    fireEvent.click(section.getByRole('button', { name: 'Sync this record' }));
    await settle();
    expect(section.getByText('You are offline.')).toBeTruthy();
    fireEvent.click(section.getByRole('button', { name: 'Retry' }));
    await settle();
    expect(section.queryByText('You are offline.')).toBeNull();
  });

  it('is hidden from a role that may only read', async () => {
    const section = await unfold(await open({ role: 'crm.read' }));
    expect(section.queryByRole('button', { name: 'Sync this record' })).toBeNull();
  });
});

describe('"Why didn\'t this sync?"', () => {
  it('has words for every gate', async () => {
    const section = await unfold(await open({ gates: SYNC_GATES.map((name) => gate({ gate: name })) }));
    const texts = section.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(new Set(texts).size).toBe(SYNC_GATES.length);
    for (const text of texts) expect(text).toMatch(/^✓Passed: ./);
    expect(section.getByText('Nothing stands in the way: every gate is open.')).toBeTruthy();
  });

  it('has other words for every gate that is shut', async () => {
    const shut = SYNC_GATES.map((name) => gate({ gate: name, verdict: 'failed' }));
    const section = await unfold(await open({ gates: shut }));
    const texts = section.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(new Set(texts).size).toBe(SYNC_GATES.length);
    expect(texts.at(-1)).toBe('✕Failed: The last try failed');
  });

  it('says that nothing changed as an answer, not as a failure', async () => {
    const gates = [gate({ gate: 'seen' }), gate({ gate: 'changed', verdict: 'idle' })];
    const section = await unfold(await open({ state: 'waiting', gates }));
    const texts = section.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(texts.at(-1)).toBe('–Nothing to sync: both sides are as they were.');
    expect(section.getAllByText('Nothing to sync: both sides are as they were.')).toHaveLength(2);
    expect(section.getByText("Why didn't this sync?").closest('details')?.open).toBe(false);
  });

  it('stays folded where the record is synced', async () => {
    const shut = gate({ gate: 'quota', verdict: 'failed' });
    const section = await unfold(await open({ state: 'synced', gates: [shut] }));
    expect(section.getByText("Why didn't this sync?").closest('details')?.open).toBe(false);
  });

  it('says of each gate whether it opened, failed or could not be told, and what to do', async () => {
    const view = await open({
      state: 'failed',
      gates: [
        gate({ gate: 'mapped', verdict: 'failed', detail: 'Fax has no rule.', wayOn: 'editMapping' }),
        gate({ gate: 'seen', verdict: 'unknown', wayOn: 'askOwner' }),
        gate({ gate: 'quota', verdict: 'failed', wayOn: 'wait', until: NOW + 61_000 }),
      ],
    });
    view.port.answer('options.open', () => null);
    const section = await unfold(view);
    const [mapped, seen, quota] = section.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(mapped).toBe('✕Failed: Not covered by a mappingFax has no rule.Open the mapping');
    expect(seen).toContain('?Not known: Visible to you in both systems');
    expect(seen).toContain("Ask the record's owner.");
    expect(quota).toMatch(/Goes on by itself in 1:0\d/);
    expect(section.getByText("Why didn't this sync?").closest('details')?.open).toBe(true);
    fireEvent.click(section.getByRole('button', { name: 'Open the mapping' }));
    expect(view.port.count('options.open')).toBe(1);
  });

  it('tells the syncs that saw this record', async () => {
    const run = {
      run: 'run-00000001',
      at: NOW - 60_000,
      user: 'ada',
      trigger: 'record',
      result: 'partial',
    } as const;
    const section = await unfold(await open({ history: [run, { ...run, run: 'run-2', result: null }] }));
    const history = within(section.getByText('Sync history').closest('details') ?? document.body);
    expect(history.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Partly synced1 min agoada · this record only',
      'Syncing...1 min agoada · this record only',
    ]);
  });
});

describe("this record's conflicts", () => {
  const moved = conflictItem({ fields: [contested({ erp: { kind: 'value', value: '+49 421 3333' } })] });
  const prompt = async (conflicts: readonly ConflictItem[] = [conflictItem()]) => {
    const view = await open({ state: 'conflict', conflicts: conflicts.length }, (port) => {
      port.answer('conflicts.list', ({ cursor }) => ({
        conflicts: conflicts.slice(Number(cursor ?? 0), Number(cursor ?? 0) + 1),
        total: conflicts.length,
        next: Number(cursor ?? 0) + 1 < conflicts.length ? String(Number(cursor ?? 0) + 1) : null,
      }));
      port.answer('conflicts.propose', () => ({
        ticket: TICKET,
        frameUrl: `chrome-extension://abc/confirm.html#ticket=${TICKET}`,
      }));
    });
    return { ...view, section: await unfold(view) };
  };
  const close = async (port: FakePort, accepted: boolean) => {
    await act(async () => port.tell({ name: 'confirm.closed', ticket: TICKET, accepted }));
    await settle();
  };
  const useErp = async (section: Awaited<ReturnType<typeof unfold>>) => {
    fireEvent.click(section.getByRole('button', { name: /^Use ERP/ }));
    await settle();
  };

  it('are prompted for, all of them, with both values and the base', async () => {
    const { section, port } = await prompt([conflictItem(), conflictItem({ key: 'field:fax' })]);
    expect(section.getByText('2 conflicts need review')).toBeTruthy();
    expect(section.getByRole('heading', { name: '2 questions about this record' })).toBeTruthy();
    expect(section.getAllByRole('article')).toHaveLength(2);
    expect(section.getAllByText('+49 421 9999')).toHaveLength(2);
    const asked = port.asked.filter(({ name }) => name === 'conflicts.list').map(({ request }) => request);
    expect(asked).toMatchObject([
      { page: PAGE, cursor: null },
      { page: PAGE, cursor: '1' },
    ]);
  });

  it('are confirmed in the frame of the extension, and said to be resolved', async () => {
    const { section, port } = await prompt();
    await useErp(section);
    expect(port.asked.at(-1)).toMatchObject({
      name: 'conflicts.propose',
      request: {
        page: PAGE,
        decisions: [{ link: conflictItem().link, key: 'field:phone', choice: 'erp' }],
      },
    });
    expect(section.getByTitle('Confirm the decision').getAttribute('src')).toContain(`ticket=${TICKET}`);
    port.answer('conflicts.list', () => ({ conflicts: [], total: 0, next: null }));
    port.answer('sync.recordStatus', () => known());
    await close(port, true);
    expect(section.getByText('Conflict resolved').getAttribute('role')).toBe('status');
    expect(section.queryByRole('article')).toBeNull();
  });

  it('are not said to be resolved over another one that still waits', async () => {
    const fax = conflictItem({ key: 'field:fax', link: 'another', fields: [contested({ crmField: 'Fax' })] });
    const { section, port } = await prompt();
    await useErp(section);
    port.answer('conflicts.list', () => ({ conflicts: [fax], total: 1, next: null }));
    await close(port, true);
    expect(section.getByRole('article')).toBeTruthy();
    expect(section.queryByText('Conflict resolved')).toBeNull();
  });

  it('are read again when the worker says that the record changed, and not for another', async () => {
    const { section, port } = await prompt();
    port.answer('conflicts.list', () => ({ conflicts: [], total: 0, next: null }));
    await act(async () => port.tell({ name: 'record.changed', key: 'salesforce/another' }));
    await settle();
    expect(section.getByRole('article')).toBeTruthy();
    await act(async () => port.tell({ name: 'record.changed', key: recordKey(RECORD) }));
    await settle();
    expect(section.queryByRole('article')).toBeNull();
  });

  it('listen to the frame of their own ticket alone', async () => {
    const { section, port } = await prompt();
    await useErp(section);
    await act(async () => port.tell({ name: 'confirm.closed', ticket: 'b'.repeat(32), accepted: true }));
    expect(section.getByTitle('Confirm the decision')).toBeTruthy();
  });

  it('that moved meanwhile are shown again with the new values and why', async () => {
    const { section, port } = await prompt();
    await useErp(section);
    port.answer('conflicts.list', () => ({ conflicts: [moved], total: 1, next: null }));
    await close(port, false);
    expect(section.getByText(/^Changed since you looked: ERP/)).toBeTruthy();
    expect(section.getByText('+49 421 3333')).toBeTruthy();
    expect(section.queryByText('Conflict resolved')).toBeNull();
  });

  it('whose proposal was refused say why and show what is so now', async () => {
    const { section, port } = await prompt();
    port.answer('conflicts.propose', failing({ code: 'erp.conflict', status: 409 }));
    port.answer('conflicts.list', () => ({ conflicts: [moved], total: 1, next: null }));
    await useErp(section);
    expect(section.getByText('Sync conflict detected. Review and resolve.')).toBeTruthy();
    expect(section.getByText(/^Changed since you looked: ERP/)).toBeTruthy();
  });

  it('are left alone by Back', async () => {
    const { section } = await prompt();
    await useErp(section);
    fireEvent.click(section.getByRole('button', { name: 'Back' }));
    await settle();
    expect(section.getByRole('article')).toBeTruthy();
  });

  it('that cannot be read say why, and are asked for again', async () => {
    const view = await open({ state: 'conflict', conflicts: 1 }, (port) =>
      port.answer('conflicts.list', failing({ code: 'erp.badAnswer' })),
    );
    const section = await unfold(view);
    view.port.answer('conflicts.list', () => ({ conflicts: [conflictItem()], total: 1, next: null }));
    fireEvent.click(section.getByRole('button', { name: 'Retry' }));
    await settle();
    expect(section.getByRole('article')).toBeTruthy();
  });
});
