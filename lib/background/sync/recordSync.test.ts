// @vitest-environment node
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type SalesforceWorld, salesforceWorld, type Wire } from '../../../test/setup/salesforceSync.ts';
import type { RecordPage } from '../../crm/port.ts';
import { DEFAULT_CONFIG } from '../../erp/api/config.ts';
import type { GateResult, RecordSync, SyncGate } from '../../messaging/syncMessages.ts';
import { cancellations } from '../cancellations.ts';
import { confirmAccept } from '../handlers/confirmAccept.ts';
import { tickets } from '../tickets.ts';
import { noteTrouble } from '../trouble.ts';
import { syncHandlers } from './messages.ts';

let world: SalesforceWorld;
let account = '';
beforeAll(async () => {
  world = await salesforceWorld();
  account = await world.link(1, 'C1');
}, 120_000);
beforeEach(async () => {
  await world.anew();
  const worker = world.worker();
  await worker.start('manual');
  await worker.idle();
  world.pass(60_000);
}, 60_000);
afterAll(() => world.close());

let edits = 0;
const ORG = 'acme.my.salesforce.com';
const { signal } = new AbortController();
const page = (): RecordPage => ({
  record: { system: 'salesforce', org: ORG, object: 'Account', id: account },
  kind: 'account',
  host: 'acme.lightning.force.com',
});
const gate = ({ gates }: RecordSync, name: SyncGate): GateResult | undefined =>
  gates.find((each) => each.gate === name);
const answering =
  (status: number, body: object): Wire =>
  async () =>
    new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

describe('a record that cannot be looked at', () => {
  test.each<[string, Wire, object]>([
    [
      'the CRM is down',
      answering(503, [{ errorCode: 'SERVER_UNAVAILABLE', message: 'Busy.' }]),
      { wayOn: 'syncNow', detail: expect.stringMatching(/^crm\.(server|timeout|unreachable)$/) },
    ],
    [
      'the CRM login has ended',
      answering(401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]),
      { wayOn: 'reconnect', detail: 'crm.authExpired' },
    ],
    [
      'the limits of the CRM are spent',
      answering(403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }]),
      { wayOn: 'wait', detail: 'crm.rateLimited' },
    ],
  ])('because %s is not said to be synced, and what stopped it is told', async (_, crmWire, told) => {
    edits += 1;
    world.org.update(account, { Phone: `+49 11 ${edits}` });
    const { records } = world.worker({ crmWire });
    const status = await records.status(page(), signal);
    expect(status.state).toBe('unknown');
    expect(gate(status, 'lastError')).toMatchObject({ verdict: 'failed', ...told });
    // Who syncs it by hand is told as well, and not that it went well.
    const { detail } = gate(status, 'lastError') ?? {};
    await expect(records.sync(page(), signal)).rejects.toMatchObject({ failure: { code: detail } });
    expect((await world.worker().records.status(page(), signal)).state).not.toBe('synced');
  });
});

test('a record of an org whose login is known to be over is not synced: that is told, and the CRM not asked', async () => {
  await noteTrouble(`salesforce ${ORG}`, { code: 'crm.authExpired' });
  const before = world.sent.length;
  const { records } = world.worker();
  await expect(records.sync(page(), signal)).rejects.toMatchObject({ failure: { code: 'crm.authExpired' } });
  expect(world.sent).toHaveLength(before);
  expect(gate(await records.status(page(), signal), 'lastError')).toMatchObject({ wayOn: 'reconnect' });
});

test('a run over one record that the brake stopped goes on when a person has let it, and asks nothing again', async () => {
  const clears = { percent: 10, atLeast: 1 };
  await world.configure({ brake: { ...DEFAULT_CONFIG.brake, clears } });
  await world.propagateBlanks();
  const sync = world.worker();
  await sync.start('manual');
  await sync.idle();
  world.pass(60_000);
  expect(await world.erpField('C1', 'phone')).not.toBeNull();
  world.org.update(account, { Phone: null });
  const parts = {
    sync,
    erp: world.session({}),
    tickets: tickets(Date.now),
    cancellations: cancellations(),
    cache: { forgetCompany: async () => undefined } as never,
  };
  const popup = { kind: 'extensionPage', tabId: null } as const;
  const panel = { kind: 'crmPage', tabId: 7, host: 'acme.lightning.force.com', page: null } as const;
  const ask = syncHandlers(parts);
  const braked = await ask['sync.record']({ page: page(), requestId: 'q' }, panel);
  expect(braked.state).toBe('waiting');
  expect(gate(braked, 'brake')).toMatchObject({ verdict: 'failed', wayOn: 'approveBrake' });
  const run = (await sync.status()).brake?.run ?? '';
  const ticket = await ask['sync.brake.propose']({ run }, popup);
  await confirmAccept(parts)(ticket, popup);
  await vi.waitFor(async () => expect(await world.erpField('C1', 'phone')).toBeNull());
  await vi.waitFor(async () => expect((await sync.status()).brake).toBeNull());
  expect((await ask['sync.recordStatus']({ page: page(), requestId: 'q' }, panel)).state).toBe('synced');
  // The sync of everything finds it done.
  await sync.start('manual');
  await sync.idle();
  expect(await sync.status()).toMatchObject({ brake: null, hold: null, last: { result: 'success' } });
});
