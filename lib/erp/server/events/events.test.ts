// Long because one receiver, on both databases, lives through all that can become of a delivery.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../test/setup/emptyData.ts';
import { startErp, type TestErp } from '../../../../test/setup/erpServer.ts';
import { startPostgres, type TestPostgres } from '../../../../test/setup/postgres.ts';
import { SYNC_ON } from '../../../../test/setup/requests.ts';
import { scopedBooks } from '../../../../test/setup/scopedBooks.ts';
import { ANN } from '../../../../test/setup/syncing.ts';
import type { OpenDatabase } from '../database/database.ts';
import { openPostgres } from '../database/postgres.ts';
import { webhookDeliveries } from '../database/schema/webhooks.ts';
import { inTenant } from '../database/tenant.ts';
import { sealWith } from '../hubspot/seal.ts';
import { isAllowedUrl } from './allowedUrl.ts';
import { deliverDue } from './deliver.ts';
import type { SyncEvent } from './event.ts';
import { eventful } from './eventful.ts';
import { signatureOf } from './signature.ts';
import { createWebhook, listWebhooks } from './webhooks.ts';

const SECRET = 'a secret of some length';

/** A system that hears of events, on loopback. */
const listening = async () => {
  const heard: { headers: IncomingHttpHeaders; body: string; path: string | undefined }[] = [];
  const waiting: (() => void)[] = [];
  const answers: number[] = [];
  let held = Promise.resolve();
  const server: Server = createServer((request, response) => {
    void text(request).then(async (body) => {
      heard.push({ headers: request.headers, body, path: request.url });
      await held;
      const status = answers.shift() ?? 204;
      response.writeHead(status, status === 302 ? { Location: '/elsewhere' } : {}).end();
      waiting.shift()?.();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    heard,
    answers,
    url: `http://${host}/hook`,
    answerAfter: (event: Promise<void>) => {
      held = event;
    },
    next: () => new Promise<void>((done) => waiting.push(done)),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
type Receiver = Awaited<ReturnType<typeof listening>>;

test.each([
  ['https://hooks.example.com/a', true],
  ['https://hooks.example.com:8443/a', false],
  ['https://other.example.com/a', false],
  ['http://hooks.example.com/a', false],
  ['http://127.0.0.1:9000/a', true],
  ['http://127.0.0.1:9001/a', false],
  ['https://ann:secret@hooks.example.com/a', false],
  ['ftp://hooks.example.com/a', false],
  ['hooks.example.com', false],
])('%s may be sent to: %s', (url, allowed) => {
  expect(isAllowedUrl(url, new Set(['hooks.example.com', '127.0.0.1:9000']))).toBe(allowed);
});

test('a signature covers the time and the whole body', () => {
  const hex = createHmac('sha256', SECRET).update('1795000000.{"a":1}').digest('hex');
  expect(signatureOf(SECRET, 1_795_000_000, '{"a":1}')).toBe(`t=1795000000,v1=${hex}`);
});

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
const open: Record<string, () => Promise<OpenDatabase>> = {
  PGlite: openEmptyPglite,
  'PostgreSQL as the plain owner of its tables': async () =>
    openPostgres(await postgres.ownedDatabase('outbox')),
};

describe.each(Object.keys(open))('the outbox on %s', (kind) => {
  let database: OpenDatabase;
  let receiver: Receiver;
  const now = () => new Date('2026-11-20T10:00:00Z');
  const seal = sealWith(Buffer.alloc(32, 7));
  const log = pino({ level: 'silent' });
  const hosts = new Set<string>();
  let tenant = '';
  let count = 0;
  beforeAll(async () => {
    const opened = await open[kind]?.();
    if (opened === undefined) throw new Error(`No database for ${kind}`);
    database = opened;
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    tenant = `company-${count++}`;
    receiver = await listening();
    hosts.add(receiver.host);
    return () => receiver.close();
  });

  const hook = (events: SyncEvent['event'][] | null = null, url = receiver.url) =>
    inTenant(database, tenant, (transaction) =>
      createWebhook(transaction, { ...ANN, tenant }, { url, secret: SECRET, events }, { hosts, seal }),
    );
  const tell = (events: readonly SyncEvent[]) =>
    eventful({ database, tenant, log }, async (_, told) => {
      for (const event of events) told(event);
    });
  const deliver = (more: object = {}) => deliverDue({ database, seal, hosts, log, now, ...more });
  const state = async () => (await inTenant(database, tenant, (from) => listWebhooks(from, tenant)))[0];
  const deliveries = () => inTenant(database, tenant, (from) => from.select().from(webhookDeliveries));
  const due = () =>
    inTenant(database, tenant, (transaction) =>
      transaction.execute(
        sql`update webhook_deliveries set next_at = clock_timestamp() - interval '1 second' where tenant = ${tenant}`,
      ),
    );
  const PAUSED: SyncEvent = { event: 'CRM.SyncPaused', sync_id: 'run-00000001' };
  const RESUMED: SyncEvent = { event: 'CRM.SyncResumed', sync_id: null };

  test('sends what was told, signed, once it is committed, to who wants it', async () => {
    await hook(['CRM.SyncPaused']);
    await tell([PAUSED, RESUMED]);
    expect(receiver.heard).toEqual([]);
    expect(await deliver()).toBe(1);
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.heard;
    const told = JSON.parse(body) as { id: string; at: string };
    expect(told).toMatchObject(PAUSED);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-ledgerside-event': 'CRM.SyncPaused',
      'x-ledgerside-delivery': told.id,
      'x-ledgerside-signature': signatureOf(SECRET, Math.floor(now().getTime() / 1000), body),
    });
    expect(await deliver()).toBe(0);
    expect(await state()).toMatchObject({ waiting: 0, failed: 0, lastError: null });
  });

  test('of a transaction that is rolled back nothing is told', async () => {
    await hook();
    const failing = eventful({ database, tenant, log }, async (_, told) => {
      told(PAUSED);
      throw new Error('Something went wrong.');
    });
    await expect(failing).rejects.toThrow('Something went wrong.');
    expect(await deliver()).toBe(0);
    expect(receiver.heard).toEqual([]);
  });

  test.each([
    [500, 'Answered with status 500.'],
    [302, 'Answered with status 302.'],
  ])(
    'is tried again after an answer of %s, later and later, and follows it nowhere',
    async (status, error) => {
      await hook();
      await tell([PAUSED]);
      receiver.answers.push(status);
      expect(await deliver()).toBe(1);
      expect(await state()).toMatchObject({ waiting: 1, lastError: error });
      // Not due yet.
      expect(await deliver()).toBe(0);
      const [first] = await deliveries();
      expect((first?.nextAt?.getTime() ?? 0) - (first?.createdAt.getTime() ?? 0)).toBeGreaterThan(9_000);
      await due();
      expect(await deliver()).toBe(1);
      expect(await state()).toMatchObject({ waiting: 0, failed: 0, lastError: null });
      expect(receiver.heard.map(({ path }) => path)).toEqual(['/hook', '/hook']);
      // The same delivery, by which the receiver knows it again.
      const ids = receiver.heard.map(({ headers }) => headers['x-ledgerside-delivery']);
      expect(new Set(ids).size).toBe(1);
    },
  );

  test('is given up in the end, and told so', async () => {
    await hook();
    await tell([PAUSED]);
    await receiver.close();
    for (let attempt = 0; attempt < 28; attempt++) {
      await due();
      expect(await deliver()).toBe(1);
    }
    expect(await state()).toMatchObject({ waiting: 0, failed: 1, lastError: 'Could not be reached.' });
    receiver = await listening();
  });

  test('goes to no host that is not allowed any more, nor with a secret that does not open', async () => {
    await hook();
    await tell([PAUSED]);
    await deliver({ hosts: new Set() });
    expect((await state())?.lastError).toBe('This host is not allowed any more.');
    await due();
    await deliver({ seal: sealWith(Buffer.alloc(32, 8)) });
    expect((await state())?.lastError).toBe('The secret cannot be opened with the key of this server.');
    expect(receiver.heard).toEqual([]);
  });

  test('whoever does not answer keeps nobody else waiting', async () => {
    const slow = await listening();
    hosts.add(slow.host);
    slow.answerAfter(receiver.next());
    await hook(null, slow.url);
    await tell([PAUSED]);
    await hook();
    await tell([RESUMED]);
    expect(await deliver()).toBe(3);
    expect(await deliveries()).not.toContainEqual(expect.objectContaining({ deliveredAt: null }));
    await slow.close();
  });

  test('two servers at once send each delivery once', async () => {
    await hook();
    await tell(
      Array.from({ length: 12 }, (_, index) => ({ ...PAUSED, sync_id: `run-${index}` }) as SyncEvent),
    );
    await Promise.all([deliver(), deliver()]);
    await deliver();
    expect(receiver.heard).toHaveLength(12);
  });
});

describe('webhooks over HTTP', () => {
  let erp: TestErp;
  let receiver: Receiver;
  let admin: string;
  beforeAll(async () => {
    receiver = await listening();
    erp = await startErp({ LEDGERSIDE_WEBHOOK_HOSTS: receiver.host });
    await erp.seed(scopedBooks);
    admin = await erp.token({ role: 'crm.admin', user: 'admin' });
    await ask('PUT', 'config', SYNC_ON, { 'If-Match': '"0"' });
  });
  afterAll(async () => {
    await erp.close();
    await receiver.close();
  });
  const ask = (method: string, path: string, json?: unknown, headers: Record<string, string> = {}) =>
    erp.ask(method, `/api/crm/${path}`, { token: admin, headers, ...(json === undefined ? {} : { json }) });
  const wish = (key: string) => ({ 'Idempotency-Key': key });

  test('an administrator has events sent somewhere; the server sends them by itself; the secret is never shown', async () => {
    const refused = await ask(
      'POST',
      'webhooks',
      { url: 'https://other.example.com/', secret: SECRET },
      wish('a'),
    );
    expect(refused).toMatchObject({ status: 422, body: { code: 'webhook.hostNotAllowed' } });
    const made = await ask('POST', 'webhooks', { url: receiver.url, secret: SECRET }, wish('b'));
    expect(made.status).toBe(201);
    expect(JSON.stringify((await ask('GET', 'webhooks')).body)).not.toContain(SECRET);
    const arrived = receiver.next();
    const begun = await ask('POST', 'sync/trigger', {}, wish('run'));
    await ask('POST', 'sync/trigger', {}, wish('run'));
    await arrived;
    expect(receiver.heard).toHaveLength(1);
    expect(JSON.parse(receiver.heard[0]?.body ?? '')).toMatchObject({
      event: 'CRM.SyncStarted',
      sync_id: (begun.body as { id: string }).id,
      direction: 'both',
      record_type: 'all',
    });
    // The second was answered from its key, and told nothing.
    expect(erp.log.filter(({ event }) => event === 'CRM.SyncStarted')).toHaveLength(1);
    const { id } = made.body as { id: string };
    expect((await ask('DELETE', `webhooks/${id}`)).status).toBe(204);
    expect(await ask('DELETE', `webhooks/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'webhook.unknown' },
    });
  });

  test('a run that is told of for the first time when it ends has begun, too; questions of a row that was overtaken are none', async () => {
    await ask('PUT', 'sync/runs/run-00000077', {
      trigger: 'schedule',
      state: 'finished',
      rows: [],
      workedMs: 4000,
    });
    const of = erp.log.filter(({ sync_id }) => sync_id === 'run-00000077').map(({ event }) => event);
    expect(of).toEqual(['CRM.SyncStarted', 'CRM.SyncCompleted']);
    const ended = erp.log.find(
      ({ event, sync_id }) => event === 'CRM.SyncCompleted' && sync_id === 'run-00000077',
    );
    expect(ended).toMatchObject({ records_synced: 0, duration_ms: 4000 });
    const row = {
      link: '0198f000-0000-7000-8000-000000000000',
      rev: 1,
      mapping: 0,
      erpVersion: null,
      base: {},
      open: [{ key: 'delete', decision: null, kind: 'delete', deleted: 'crm' }],
      close: [],
      losers: [],
      intended: [],
      pending: null,
      end: false,
      run: 'run-00000078',
    };
    await ask('POST', 'sync/prepare', { rows: [row] });
    expect(erp.log.some(({ event }) => event === 'CRM.ConflictDetected')).toBe(false);
  });

  test('without an allowed host there are none', async () => {
    const bare = await startErp();
    const token = await bare.token({ role: 'crm.admin' });
    const json = { url: 'https://hooks.example.com/', secret: SECRET };
    const answer = await bare.ask('POST', '/api/crm/webhooks', { token, json, headers: wish('x') });
    await bare.close();
    expect(answer).toMatchObject({ status: 422, body: { code: 'webhook.hostNotAllowed' } });
  });
});
