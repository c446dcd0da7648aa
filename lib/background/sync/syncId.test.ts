// @vitest-environment node
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SalesforceWorld, salesforceWorld } from '../../../test/setup/salesforceSync.ts';
import type { RecordPage } from '../../crm/port.ts';

let world: SalesforceWorld;
let account = '';
beforeAll(async () => {
  world = await salesforceWorld();
  await world.mapOpportunities();
  account = await world.link(1, 'C1');
}, 120_000);
beforeEach(() => world.anew());
afterAll(() => world.close());

const page = (): RecordPage => ({
  record: { system: 'salesforce', org: 'acme.my.salesforce.com', object: 'Account', id: account },
  kind: 'account',
  host: 'acme.lightning.force.com',
});

/** What is asked before a sync has an id, or for somebody who looks on. */
const OUTSIDE = new Set(['/api/crm/me', '/api/crm/config', '/api/crm/sync', '/api/crm/sync/records']);

const erpLines = () => world.erp.log.splice(0).filter(({ msg }) => msg === 'request' || msg === 'sync');

test('every line of a whole sync, of a record’s and of a decision bears its sync, here and at the ERP API', async () => {
  const worker = world.worker();
  await worker.start('manual');
  await worker.idle();
  world.pass(60_000);
  world.org.update(account, { Phone: '+49 1', Name: 'Alder of Salesforce' });
  await world.editErp({ C1: { phone: '+49 2' } });
  world.org.create('Opportunity', {
    Name: 'Twelve pumps',
    Description: 'C1',
    AccountId: account,
    StageName: 'Closed Won',
    CloseDate: '2026-12-24',
    Amount: 120.5,
  });
  world.pass(60_000);
  erpLines();
  await worker.start('manual');
  const id = (await worker.status()).active?.id ?? '';
  await worker.idle();

  const heard = erpLines();
  const own = (await worker.log()).filter(({ sync_id }) => sync_id === id);
  expect(own.map(({ event }) => event)).toEqual(
    expect.arrayContaining([
      'sync.began',
      'CRM.SyncStarted',
      'CRM.ConflictDetected',
      'CRM.OpportunityConverted',
      'CRM.SyncCompleted',
      'sync.ended',
    ]),
  );
  const [link] = await linkIds();
  expect(own.find(({ event }) => event === 'CRM.ConflictDetected')).toMatchObject({
    record_id: link,
    field_name: 'field:Phone=phone',
  });
  const lines = heard.filter(({ route }) => !OUTSIDE.has(String(route)));
  const routes = lines.flatMap(({ route }) => (route === undefined ? [] : [String(route)]));
  for (const of of ['sync/changes', 'sync/links', 'sync/brake', 'sync/prepare', 'opportunities/convert'])
    expect(routes).toContain(`/api/crm/${of}`);
  expect(lines.filter(({ sync_id }) => !String(sync_id).startsWith(id))).toEqual([]);
  expect(lines.map(({ event }) => event)).toEqual(
    expect.arrayContaining(['CRM.SyncStarted', 'CRM.ConflictDetected', 'CRM.OpportunityConverted']),
  );

  // One record alone is a sync of its own, which begins and ends.
  world.pass(60_000);
  world.org.update(account, { Name: 'Alder anew' });
  world.pass(60_000);
  const before = (await worker.log()).length;
  await worker.records.sync(page(), new AbortController().signal);
  const alone = (await worker.log()).slice(before);
  expect(alone).toMatchObject([
    { event: 'CRM.SyncStarted', direction: 'both', record_type: 'Account', record_id: link },
    { event: 'CRM.SyncCompleted', record_id: link, records_synced: 0, conflict: 1 },
  ]);
  expect(new Set(alone.map(({ sync_id }) => sync_id)).size).toBe(1);
  const asked = erpLines().filter(({ route, method }) => method === 'POST' && !OUTSIDE.has(String(route)));
  const ofRecord = asked.filter(({ sync_id }) => sync_id === alone[0]?.sync_id);
  expect(ofRecord.map(({ route }) => route)).toContain('/api/crm/sync/prepare');

  // A decision is told of with the run that had asked.
  const { conflicts } = await world
    .session({})
    .use((client) => client.people.conflicts({ record: null, cursor: null }, new AbortController().signal));
  const [question] = conflicts;
  if (question === undefined) throw new Error('Nothing is asked.');
  await worker.people.resolve({ decisions: [{ question, choice: 'crm' }] } as never, 'wish-1');
  const resolved = (await worker.log()).at(-1);
  expect(resolved).toMatchObject({ event: 'CRM.ConflictResolved', sync_id: question.run });
  expect(question.run?.startsWith(id)).toBe(true);

  expect((await worker.log()).filter(({ sync_id }) => sync_id === null)).toEqual([]);
});

test('an attempt that is held back has an id of its own', async () => {
  await world.configure({ paused: true });
  const worker = world.worker();
  await worker.start('manual');
  await worker.idle();
  const [held] = await worker.log();
  expect(held).toMatchObject({ event: 'sync.held', reason: 'paused' });
  expect(held?.sync_id).toMatch(/^[\w-]{8,}$/);
});

const linkIds = async (): Promise<readonly string[]> => {
  const views = (await world.twinsOf(`salesforce/acme.my.salesforce.com/Account/${account}`)) as readonly {
    readonly link: { readonly id: string };
  }[];
  return views.map(({ link }) => link.id);
};
