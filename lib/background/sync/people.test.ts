// @vitest-environment node
// Long because questions to people are followed from the run that asks to the run that heeds the answer, over one world.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type SalesforceWorld, salesforceWorld } from '../../../test/setup/salesforceSync.ts';
import type { RecordPage } from '../../crm/port.ts';
import type { GateResult, RecordSync, SyncGate } from '../../messaging/syncMessages.ts';
import { cancellations } from '../cancellations.ts';
import { confirmAccept } from '../handlers/confirmAccept.ts';
import { confirmRead } from '../handlers/confirmRead.ts';
import { tickets } from '../tickets.ts';
import { syncHandlers } from './messages.ts';

let world: SalesforceWorld;
let account = '';
beforeAll(async () => {
  world = await salesforceWorld();
  account = await world.link(1, 'C1');
}, 120_000);
beforeEach(() => world.anew());
afterAll(() => world.close());

const never = () => new AbortController().signal;
const page = (id = account): RecordPage => ({
  record: { system: 'salesforce', org: 'acme.my.salesforce.com', object: 'Account', id },
  kind: 'account',
  host: 'acme.lightning.force.com',
});
const popup = { kind: 'extensionPage', tabId: null } as const;
const panel = { kind: 'crmPage', tabId: 7, host: 'acme.lightning.force.com', page: null } as const;
const frame = { kind: 'confirmFrame', tabId: 7, frameId: 12 } as const;

/** Whoever this token is, with the worker's handlers. */
const as = async (role: 'crm.read' | 'crm.sync' | 'crm.admin' = 'crm.sync', user = 'ann') => {
  const token = await world.erp.token(user, role);
  const sync = world.worker({ token });
  const erp = world.session({ token });
  const box = tickets(Date.now);
  const cache = { forgetCompany: async () => undefined } as never;
  const parts = { sync, erp, tickets: box, cancellations: cancellations() };
  return {
    sync,
    ask: syncHandlers(parts),
    accept: confirmAccept({ ...parts, cache }),
    read: confirmRead(parts),
    through: async () => {
      await sync.start('manual');
      await sync.idle();
      return sync.status();
    },
  };
};

/** Both sides are changed to different values at once. @returns when the org's was, epoch ms */
const contest = async (n: number): Promise<number> => {
  const { through } = await as();
  await through();
  world.pass(60_000);
  world.org.update(account, { Phone: `+49 1 ${n}` });
  await world.editErp({ C1: { phone: `+49 2 ${n}` } });
  expect((await through()).last).toMatchObject({ result: 'conflict' });
  return Date.parse(String(world.org.record(account)?.LastModifiedDate));
};

describe('a question', () => {
  test('is listed with both values, decided once in the frame, and carried out', async () => {
    const changedAt = await contest(1);
    const { ask, read, accept, sync } = await as();
    const { conflicts, total } = await ask['conflicts.list'](
      { page: page(), cursor: null, requestId: 'q' },
      panel,
    );
    expect(total).toBe(1);
    const [question] = conflicts;
    expect(question).toMatchObject({
      record: page().record,
      erpRecord: 'customer/C1',
      kind: 'fields',
      fields: [
        {
          crmField: 'Phone',
          crmLabel: 'Phone',
          crm: { kind: 'value', value: '+49 1 1' },
          erp: { kind: 'value', value: '+49 2 1' },
        },
      ],
      // The org tells when its record changed, and by whom, not which of its fields that was.
      changed: { crm: { of: 'record', by: 'Mia Keller', at: changedAt }, erp: { of: 'record' } },
    });
    expect(question?.changed.erp.at).toBeGreaterThan(0);
    const { link = '', key = '' } = question ?? {};
    const wish = { page: page(), decisions: [{ link, key, choice: 'crm' }] } as const;
    const { ticket } = await ask['conflicts.propose'](wish, panel);
    expect(await read({ ticket }, frame)).toMatchObject({
      kind: 'resolve',
      decisions: [{ choice: 'crm', conflict: { key } }],
    });
    const clicks = await Promise.allSettled([accept({ ticket }, frame), accept({ ticket }, frame)]);
    expect(clicks.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    world.pass(60_000);
    await sync.start('manual');
    await sync.idle();
    expect(await world.erpField('C1', 'phone')).toBe('+49 1 1');
    expect((await sync.log()).map(({ event }) => event)).toContain('CRM.ConflictResolved');
    await expect(ask['conflicts.propose'](wish, panel)).rejects.toMatchObject({
      failure: { code: 'erp.conflict' },
    });
  });

  test('that two people decide at once is decided by the first; the other is shown it anew', async () => {
    await contest(2);
    const ann = await as();
    const bea = await as('crm.sync', 'bea');
    const { conflicts } = await ann.ask['conflicts.list'](
      { page: null, cursor: null, requestId: 'q' },
      popup,
    );
    const { link = '', key = '' } = conflicts[0] ?? {};
    const one = await ann.ask['conflicts.propose'](
      { page: null, decisions: [{ link, key, choice: 'crm' }] },
      popup,
    );
    const other = await bea.ask['conflicts.propose'](
      { page: null, decisions: [{ link, key, choice: 'erp' }] },
      popup,
    );
    await ann.accept(one, popup);
    await expect(bea.accept(other, popup)).rejects.toMatchObject({ failure: { code: 'erp.conflict' } });
    await ann.through();
    expect(await world.erpField('C1', 'phone')).toBe('+49 1 2');
    expect(world.org.record(account)?.Phone).toBe('+49 1 2');
  });

  test('is decided with others of its record in one confirmation; one that moved meanwhile is told, the rest is written', async () => {
    const { ask, read, accept, through } = await as();
    await through();
    world.pass(60_000);
    world.org.update(account, { Phone: '+49 1 7', Name: 'Seven of Salesforce' });
    await world.editErp({ C1: { phone: '+49 2 7', name: 'Seven of the ERP' } });
    await through();
    const { conflicts } = await ask['conflicts.list']({ page: page(), cursor: null, requestId: 'q' }, panel);
    expect(conflicts).toHaveLength(2);
    const isPhone = ({ key }: { key: string }) => key.includes('phone');
    const decisions = conflicts.map(({ link, key }) => ({ link, key, choice: 'crm' as const }));
    const { ticket } = await ask['conflicts.propose']({ page: page(), decisions }, panel);
    expect(await read({ ticket }, frame)).toMatchObject({
      decisions: [{ choice: 'crm' }, { choice: 'crm' }],
    });
    await world.editErp({ C1: { phone: '+49 2 8' } });
    const outcomes = await accept({ ticket }, frame);
    expect(outcomes).toEqual(conflicts.map((each) => (isPhone(each) ? 'moved' : 'done')));
    await through();
    expect(await world.erpField('C1', 'name')).toBe('Seven of Salesforce');
    const { conflicts: left } = await ask['conflicts.list'](
      { page: page(), cursor: null, requestId: 'q' },
      panel,
    );
    const [phone] = left;
    expect(left).toHaveLength(1);
    const again = { link: phone?.link ?? '', key: phone?.key ?? '', choice: 'erp' } as const;
    const second = await ask['conflicts.propose']({ page: page(), decisions: [again] }, panel);
    expect(await accept(second, frame)).toBeNull();
    await through();
    // One that is not asked any more takes the others with it: nothing is confirmed that was not shown.
    await expect(ask['conflicts.propose']({ page: page(), decisions: [again] }, panel)).rejects.toMatchObject(
      {
        failure: { code: 'erp.conflict' },
      },
    );
  });

  test('is nothing for a role that only looks', async () => {
    await contest(3);
    const { ask } = await as('crm.read', 'rita');
    const { conflicts } = await ask['conflicts.list']({ page: null, cursor: null, requestId: 'q' }, popup);
    const { link = '', key = '' } = conflicts[0] ?? {};
    await expect(
      ask['conflicts.propose']({ page: null, decisions: [{ link, key, choice: 'crm' }] }, popup),
    ).rejects.toMatchObject({ failure: { code: 'erp.forbidden' } });
    const ann = await as();
    const ticket = await ann.ask['conflicts.propose'](
      { page: null, decisions: [{ link, key, choice: 'erp' }] },
      popup,
    );
    await ann.accept(ticket, popup);
    await ann.through();
  });
});

const gate = ({ gates }: RecordSync, name: SyncGate): GateResult | undefined =>
  gates.find((each) => each.gate === name);

describe('one record', () => {
  test('is synced alone, beside everything else that waits', async () => {
    const { ask, through } = await as();
    await through();
    world.pass(60_000);
    world.org.update(account, { Phone: '+49 77' });
    const before = await ask['sync.recordStatus']({ page: page(), requestId: 'q' }, panel);
    expect(before.state).toBe('waiting');
    expect(gate(before, 'changed')?.verdict).toBe('passed');
    const after = await ask['sync.record']({ page: page(), requestId: 'q' }, panel);
    expect(await world.erpField('C1', 'phone')).toBe('+49 77');
    expect(after).toMatchObject({ state: 'synced', conflicts: 0, role: 'crm.sync' });
    expect(after.history[0]).toMatchObject({ user: 'ann', trigger: 'record', result: 'success' });
    expect(gate(after, 'changed')).toMatchObject({ verdict: 'idle', wayOn: null });
    expect(after.gates.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
  });

  test('that the page shows is looked at in the background; shown again at once, it is looked at once more', async () => {
    const { sync, through } = await as();
    await through();
    world.pass(60_000);
    world.org.update(account, { Phone: '+49 78' });
    await sync.records.seen(page());
    expect(await world.erpField('C1', 'phone')).toBe('+49 78');
    world.org.update(account, { Phone: '+49 7878' });
    await sync.records.seen(page());
    expect(await world.erpField('C1', 'phone')).toBe('+49 7878');
  });

  test('among a thousand that a page rushes through costs no more than a person’s looks, minute by minute', async () => {
    const fetch = vi.spyOn(world.erp, 'fetch');
    const { sync } = await as();
    const ids = Array.from(
      { length: 1_000 },
      (_, index) => `001Qy${String(index + 5_000).padStart(10, '0')}IAA`,
    );
    await Promise.all(ids.map((id) => sync.records.seen(page(id))));
    const looks = fetch.mock.calls.filter(([{ url }]) => url.endsWith('/sync/links'));
    expect(looks.length).toBe(20);
    fetch.mockRestore();
    world.org.update(account, { Phone: '+49 7801' });
    await sync.records.seen(page());
    expect(await world.erpField('C1', 'phone')).not.toBe('+49 7801');
    world.pass(60_000);
    await sync.records.seen(page());
    expect(await world.erpField('C1', 'phone')).toBe('+49 7801');
  });

  test('that is not linked says so, and what nobody can judge without a link is unknown', async () => {
    const { sync } = await as();
    const status = await sync.records.status(page('001Qy0000000002IAA'), never());
    expect(status).toMatchObject({ state: 'notLinked', lastSyncAt: null, history: [] });
    expect(gate(status, 'linked')).toMatchObject({ verdict: 'failed', wayOn: 'link' });
    for (const name of ['mapped', 'seen', 'changed', 'direction', 'conflict'] as const)
      expect(gate(status, name)?.verdict, name).toBe('unknown');
  });

  test('while the company has the sync paused says who can change that', async () => {
    await world.configure({ paused: true });
    const { sync } = await as();
    await expect(sync.records.sync(page(), never())).rejects.toMatchObject({
      failure: { code: 'erp.paused' },
    });
    const status = await sync.records.status(page(), never());
    expect(gate(status, 'allowed')).toMatchObject({ verdict: 'failed', wayOn: 'askAdmin', detail: 'paused' });
  });

  test('of a role that only looks', async () => {
    const { sync } = await as('crm.read', 'rita');
    const status = await sync.records.status(page(), never());
    expect(gate(status, 'allowed')).toMatchObject({ verdict: 'failed', detail: 'crm.read' });
  });
});

describe('a dry run', () => {
  test('tells each change with its cause and changes nothing', async () => {
    const { ask, through } = await as();
    await through();
    world.pass(60_000);
    world.org.update(account, { Phone: '+49 79' });
    await world.editErp({ C1: { name: 'Alder Works KG' } });
    const before = { crm: structuredClone(world.org.records('Account')), runs: await world.runs() };
    const plan = await ask['sync.dryRun']({ cursor: null, requestId: 'q' }, popup);
    expect(plan).toMatchObject({ counts: { updates: 1, creates: 0, clears: 0, deletes: 0 }, next: null });
    expect(plan.changes.map(({ side, field, cause }) => ({ side, field, cause }))).toEqual(
      expect.arrayContaining([
        { side: 'crm', field: 'Name', cause: 'changedInErp' },
        { side: 'erp', field: 'phone', cause: 'changedInCrm' },
      ]),
    );
    expect({ crm: world.org.records('Account'), runs: await world.runs() }).toEqual(before);
    await expect(ask['sync.dryRun']({ cursor: 'other 100', requestId: 'q' }, popup)).rejects.toMatchObject({
      failure: { code: 'unexpected' },
    });
    await through();
  });

  test('is not made while the sync may not run', async () => {
    await world.configure({ paused: true });
    const { ask } = await as();
    await expect(ask['sync.dryRun']({ cursor: null, requestId: 'q' }, popup)).rejects.toMatchObject({
      failure: { code: 'erp.paused' },
    });
  });
});

describe('the mapping', () => {
  const pair = { system: 'salesforce', object: 'Account', erpObject: 'customer' } as const;
  test('is read with both live field lists, saved as a new version, and not over another', async () => {
    const { ask } = await as('crm.admin', 'admin');
    const pairs = await ask['mapping.pairs']({}, popup);
    expect(pairs.find((each) => each.pair.object === 'Account')).toMatchObject({ version: 1, rules: 2 });
    const view = await ask['mapping.read']({ pair, requestId: 'q' }, popup);
    expect(view).toMatchObject({ version: 1, fieldsOf: null, mayEdit: true });
    expect(view.fields.erp.map(({ name }) => name)).toContain('creditLimit');
    expect(view.fields.crm.map(({ name }) => name)).toContain('Phone');
    const saved = await ask['mapping.save']({ pair, version: view.version, mapping: view.mapping }, popup);
    expect(saved.version).toBe(2);
    await expect(
      ask['mapping.save']({ pair, version: view.version, mapping: view.mapping }, popup),
    ).rejects.toMatchObject({ failure: { code: 'erp.conflict', status: 412 } });
  });

  test('of a CRM that is not connected cannot be read', async () => {
    const { ask } = await as();
    const hubspot = { system: 'hubspot', object: 'company', erpObject: 'customer' } as const;
    await expect(ask['mapping.read']({ pair: hubspot, requestId: 'q' }, popup)).rejects.toMatchObject({
      failure: { code: 'crm.notConnected' },
    });
  });
});

describe('the switches of the company', () => {
  test('are turned by an administrator alone', async () => {
    const admin = await as('crm.admin', 'admin');
    const before = await admin.ask['sync.company.read']({}, popup);
    expect(before).toMatchObject({ paused: false, mayEdit: true });
    const { version, flags } = before;
    const after = await admin.ask['sync.company.write']({ version, flags, paused: true }, popup);
    expect(after.paused).toBe(true);
    const ann = await as();
    const seen = await ann.ask['sync.company.read']({}, popup);
    expect(seen).toMatchObject({ paused: true, mayEdit: false });
    await expect(
      ann.ask['sync.company.write']({ version: seen.version, flags, paused: false }, popup),
    ).rejects.toMatchObject({ failure: { code: 'erp.forbidden' } });
    expect(await ann.ask['sync.failures']({ requestId: 'q' }, popup)).toEqual([]);
  });
});

test('a record that was edited where the mapping only writes names the field as people know it', async () => {
  const rule = (crmField: string, erpField: string, flow: object) => ({
    ...{ key: erpField, crmField, erpField, steps: [], group: null, askAbove: null, blanks: 'keep' },
    flow,
  });
  const both = { direction: 'both', policy: 'lastWriteWins', firstTime: 'crm' };
  const map = (phone: object) =>
    world.map('Account', 'customer', {
      rules: [rule('Name', 'name', both), rule('Phone', 'phone', phone)],
    } as never);
  await map({ direction: 'toErp', firstTime: 'source' });
  const { sync } = await as();
  await sync.records.sync(page(), never());
  await world.editErp({ C1: { phone: '+49 7700' } });
  const status = await sync.records.status(page(), never());
  await map(both);
  expect(gate(status, 'direction')).toMatchObject({ verdict: 'failed', detail: 'Phone' });
});
