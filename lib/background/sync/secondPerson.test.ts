import { expect, test, vi } from 'vitest';
import type { BrakeQuestion } from '../../erp/api/sync/brake.ts';
import type { SyncStorage } from '../../store/sync/storage.ts';
import type { ErpSession } from '../erpSession.ts';
import { syncPeople } from './people.ts';

const DEAL = 'hubspot/4711/deal/900';
const change = { crm: DEAL, erp: 'opportunity/O1', side: 'erp', kind: 'update', field: 'amount' } as const;
const question = (over: Partial<BrakeQuestion> = {}): BrakeQuestion => ({
  id: 'run-00000001' as BrakeQuestion['id'],
  user: 'ben',
  askedAt: '2026-11-20T12:00:00Z',
  counts: { creates: 0, updates: 1, clears: [], deletes: 0, moved: [] },
  reasons: [{ limit: 'amountMoved', message: 'Amounts would move.' }],
  sample: [{ ...change, before: null, after: null, cause: 'changedInCrm' }],
  needsSecond: true,
  approved: null,
  ...over,
});

/** Who sits at this browser, in which no run stands, and what waits at the ERP API. */
const people = (role: 'crm.sync' | 'crm.admin', questions: readonly BrakeQuestion[]) => {
  const client = {
    people: { brakeQuestions: async () => questions },
    sync: {
      fields: async (object: string) => [
        { name: 'amount', label: `Amount of the ${object}`, type: 'amount' },
      ],
      records: async () => [],
    },
  };
  const driver = { start: vi.fn(async () => undefined) };
  const changed = vi.fn();
  const never = undefined as never;
  const api = syncPeople({
    erp: {
      use: async (work: (from: never) => unknown) => work(client as never),
      me: async () => ({ user: 'ada', role }),
      may: async () => true,
    } as unknown as ErpSession,
    crms: async () => [],
    storage: { use: async () => null } as unknown as SyncStorage,
    driver,
    changed,
    runs: never,
    log: never,
    newId: never,
  });
  return { api, driver, changed };
};

test("another's run above the threshold waits for an administrator, with its place, and goes on where it was stopped", async () => {
  const { api, driver, changed } = people('crm.admin', [question()]);
  const place = { system: 'hubspot', org: '4711', object: 'deal', erpObject: 'opportunity' };
  expect(await api.waitingRun()).toMatchObject({ ...place, user: 'ben', needsSecond: true });
  const approval = await api.proposeApproval('run-00000001');
  expect(await api.shownBrake(approval)).toMatchObject({ ...place, user: 'ben', sample: [{ crm: DEAL }] });
  await api.approved(approval);
  expect(driver.start).not.toHaveBeenCalled();
  expect(changed).toHaveBeenCalledOnce();
});

test('a reason is told with its numbers, and its field as the system calls it that would lose values', async () => {
  const facts = { about: 'clears', field: 'amount', cleared: 11, of: 100, percent: 10 } as const;
  const message = 'amount in the ERP would lose 11 of 100 values; 10 % are let pass unasked.';
  const reasons = (['erp', 'crm'] as const).map((side) => ({
    limit: 'clears' as const,
    message,
    facts: { ...facts, side },
  }));
  const { api } = people('crm.admin', [question({ reasons })]);
  const told = [
    { message, facts: { ...facts, side: 'erp' }, label: 'Amount of the opportunity' },
    // Its CRM is not connected in this browser.
    { message, facts: { ...facts, side: 'crm' }, label: null },
  ];
  expect((await api.waitingRun())?.reasons).toEqual(told);
  expect((await api.shownBrake(await api.proposeApproval('run-00000001'))).reasons).toEqual(told);
});

test('what was asked before its numbers were told keeps its sentence', async () => {
  const { api } = people('crm.admin', [question()]);
  expect((await api.waitingRun())?.reasons).toEqual([
    { message: 'Amounts would move.', facts: null, label: null },
  ]);
});

test('of records that are still to be made in a CRM nobody can tell in which', async () => {
  const made = { ...change, crm: null, erp: 'quote/Q1', before: null, after: null, cause: 'newRecord' };
  const { api } = people('crm.admin', [question({ sample: [made] })]);
  expect(await api.waitingRun()).toMatchObject({ system: null, org: null, erpObject: 'quote' });
  const { api: empty } = people('crm.admin', [question({ sample: [] })]);
  expect(await empty.waitingRun()).toBeNull();
});

test.each([
  ['a role that could not approve it', 'crm.sync', question()],
  ['one that its owner approves alone', 'crm.admin', question({ needsSecond: false })],
  [
    'one that is approved',
    'crm.admin',
    question({ approved: { by: 'eve', at: '2026-11-20T12:00:00Z', until: '2026-11-21T12:00:00Z' } }),
  ],
  ['one of this person in another browser', 'crm.admin', question({ user: 'ada' })],
] as const)('nobody is asked here: %s', async (_, role, waiting) => {
  expect(await people(role, [waiting]).api.waitingRun()).toBeNull();
});
