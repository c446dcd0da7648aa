import { and, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { SyncRun } from '../../api/sync/run.ts';
import type { Routes } from '../access/guardedRoutes.ts';
import type { TenantTransaction } from '../database/database.ts';
import { links } from '../database/schema/links.ts';
import { readInTenant } from '../database/tenant.ts';
import type { Api } from '../http/environment.ts';
import { Refusal } from '../http/refusal.ts';
import { type Actor, actorOf } from '../sync/actor.ts';
import { announceLinks } from '../sync/announce.ts';
import { commit } from '../sync/commit.ts';
import { listDeadLetters, setAside, tryAgain } from '../sync/deadLetters.ts';
import { readFeed } from '../sync/feed.ts';
import { refuseWhilePaused } from '../sync/guard.ts';
import { pauseIfUnwell } from '../sync/health.ts';
import { once } from '../sync/idempotency.ts';
import { takeLease } from '../sync/leases.ts';
import { prepare } from '../sync/prepare.ts';
import { readSyncLinks } from '../sync/readLinks.ts';
import { repoint } from '../sync/repoint.ts';
import { beginRun, reportRun } from '../sync/runs.ts';
import { readConfig } from '../sync/settings.ts';
import { readStatus } from '../sync/status.ts';
import { settled } from '../sync/transaction.ts';
import { setAsideUnrecovered } from '../sync/unrecovered.ts';
import { visibleLinks } from '../sync/visibility.ts';
import type { Services } from './services.ts';

/** @throws {Refusal} sync.paused */
const begin = async (
  transaction: TenantTransaction,
  actor: Actor,
  run: { readonly trigger: SyncRun['trigger']; readonly link: string | null },
): Promise<SyncRun> => {
  const { content } = await readConfig(transaction, actor.tenant, 'hold');
  await refuseWhilePaused(transaction, actor.tenant, content);
  return beginRun(transaction, actor, { id: uuidv7(), ...run });
};

/** The half of the sync that all browsers share. Each answer is one transaction. */
export const mountSync = (api: Api, routes: Routes, { database, source }: Services): void => {
  const { records } = source;
  const reading = <T>(actor: Actor, work: (transaction: TenantTransaction) => Promise<T>): Promise<T> =>
    readInTenant(database, actor.tenant, work);
  const writing = <T>(actor: Actor, work: (transaction: TenantTransaction) => Promise<T>): Promise<T> =>
    settled(database, actor.tenant, work);

  api.openapi(routes.getSync, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { cursor = null, limit, link = null } = context.req.valid('query');
    const status = await reading(actor, (from) => readStatus(from, actor, { cursor, limit, link }));
    return context.json(status, 200);
  });

  api.openapi(routes.triggerSync, async (context) => {
    const actor = actorOf(context.get('caller'));
    const body = context.req.valid('json');
    const key = context.req.valid('header')['idempotency-key'];
    const run = await writing(actor, (transaction) =>
      once(transaction, actor, { key, endpoint: 'triggerSync', body }, () =>
        begin(transaction, actor, { trigger: body.trigger, link: null }),
      ),
    );
    context.get('log').info({ event: 'CRM.SyncStarted', sync_id: run.id, direction: 'both' }, 'sync');
    return context.json(run, 202);
  });

  api.openapi(routes.syncCustomer, async (context) => {
    const actor = actorOf(context.get('caller'));
    const body = context.req.valid('json');
    const key = context.req.valid('header')['idempotency-key'];
    const run = await writing(actor, (transaction) =>
      once(transaction, actor, { key, endpoint: 'syncCustomer', body }, async () => {
        const [link] = await transaction
          .select({ id: links.id })
          .from(links)
          .where(and(visibleLinks(actor), eq(links.id, body.link)));
        if (link === undefined) throw new Refusal('link.unknown');
        await announceLinks(transaction, actor.tenant, [link.id]);
        return begin(transaction, actor, { trigger: 'record', link: link.id });
      }),
    );
    context.get('log').info({ event: 'CRM.SyncStarted', sync_id: run.id, direction: 'both' }, 'sync');
    return context.json(run, 202);
  });

  api.openapi(routes.listChanges, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { cursor = null, objects = null, limit } = context.req.valid('query');
    return context.json(
      await reading(actor, (from) => readFeed(from, actor, { cursor, objects, limit })),
      200,
    );
  });

  api.openapi(routes.readSyncLinks, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { dirty, of } = context.req.valid('json');
    const views = await reading(actor, (from) => readSyncLinks(from, actor, dirty, of));
    return context.json({ views: [...views] }, 200);
  });

  api.openapi(routes.readErpRecords, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { ids } = context.req.valid('json');
    const readings =
      records === null
        ? ids.map(() => ({ kind: 'absent' as const }))
        : await reading(actor, (from) => records.read(from, actor, ids));
    return context.json({ records: [...readings] }, 200);
  });

  api.openapi(routes.prepareSync, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { rows } = context.req.valid('json');
    const answers = await writing(actor, (transaction) => prepare(transaction, actor, rows, records));
    const asked = rows.flatMap(({ open, link, run }) => open.map(({ key }) => ({ key, link, run })));
    for (const { key, link, run } of asked) {
      context
        .get('log')
        .info({ event: 'CRM.ConflictDetected', sync_id: run, record_id: link, field_name: key }, 'sync');
    }
    return context.json({ rows: [...answers] }, 200);
  });

  api.openapi(routes.commitSync, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { rows } = context.req.valid('json');
    const answers = await writing(actor, (transaction) => commit(transaction, actor, rows));
    return context.json({ rows: [...answers] }, 200);
  });

  api.openapi(routes.repointSync, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { rows } = context.req.valid('json');
    const answers = await writing(actor, (transaction) => repoint(transaction, actor, rows));
    return context.json({ rows: [...answers] }, 200);
  });

  api.openapi(routes.takeLease, async (context) => {
    const actor = actorOf(context.get('caller'));
    const question = context.req.valid('json');
    return context.json(
      await writing(actor, (transaction) => takeLease(transaction, actor.tenant, question)),
      200,
    );
  });

  api.openapi(routes.reportRun, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { id } = context.req.valid('param');
    const report = context.req.valid('json');
    const { run, isNew, isPaused } = await writing(actor, async (transaction) => {
      const told = await reportRun(transaction, actor, id, report);
      const { workedMs } = report;
      const wasEnded = told.run.state === 'finished' && !told.isNew;
      if (told.isNew) await setAsideUnrecovered(transaction, actor, id);
      const isPaused = !wasEnded && (await pauseIfUnwell(transaction, actor, { run: told.run, workedMs }));
      return { ...told, isPaused };
    });
    if (isPaused) context.get('log').warn({ event: 'CRM.SyncPaused', sync_id: id }, 'sync');
    if (isNew) {
      const took = Date.parse(run.finishedAt ?? run.startedAt) - Date.parse(run.startedAt);
      context.get('log').info(
        {
          event: 'CRM.SyncCompleted',
          sync_id: id,
          records_synced: run.counts.created + run.counts.updated + run.counts.unchanged,
          duration_ms: took,
        },
        'sync',
      );
    }
    return context.json(run, 200);
  });

  api.openapi(routes.listDeadLetters, async (context) => {
    const actor = actorOf(context.get('caller'));
    return context.json({ deadLetters: await reading(actor, (from) => listDeadLetters(from, actor)) }, 200);
  });

  api.openapi(routes.putDeadLetter, async (context) => {
    const actor = actorOf(context.get('caller'));
    const letter = await writing(actor, (transaction) =>
      setAside(transaction, actor, context.req.valid('json')),
    );
    if (letter === null) throw new Refusal('link.unknown');
    return context.json(letter, 200);
  });

  api.openapi(routes.deleteDeadLetter, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { id } = context.req.valid('param');
    if (!(await writing(actor, (transaction) => tryAgain(transaction, actor, id)))) {
      throw new Refusal('deadLetter.unknown');
    }
    return context.body(null, 204);
  });
};
