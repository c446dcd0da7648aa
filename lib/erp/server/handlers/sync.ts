import { and, eq } from 'drizzle-orm';
import type { Logger } from 'pino';
import { uuidv7 } from 'uuidv7';
import type { Conflict } from '../../api/sync/link.ts';
import type { Prepared } from '../../api/sync/prepare.ts';
import type { SyncRun } from '../../api/sync/run.ts';
import type { Routes } from '../access/guardedRoutes.ts';
import type { TenantTransaction } from '../database/database.ts';
import { links } from '../database/schema/links.ts';
import { readInTenant } from '../database/tenant.ts';
import type { SyncEvent } from '../events/event.ts';
import { eventful, type Tell } from '../events/eventful.ts';
import { started } from '../events/started.ts';
import type { Api } from '../http/environment.ts';
import { Refusal } from '../http/refusal.ts';
import { type Actor, actorOf } from '../sync/actor.ts';
import { announceLinks } from '../sync/announce.ts';
import { commit } from '../sync/commit.ts';
import { listDeadLetters, setAside, tryAgain } from '../sync/deadLetters.ts';
import { listFailedRows } from '../sync/failedRows.ts';
import { readFeed } from '../sync/feed.ts';
import { refuseWhilePaused } from '../sync/guard.ts';
import { pauseIfUnwell } from '../sync/health.ts';
import { once } from '../sync/idempotency.ts';
import { hasAskedBrake } from '../sync/knownRun.ts';
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

const completed = ({ id, counts, startedAt, finishedAt }: SyncRun): SyncEvent => ({
  event: 'CRM.SyncCompleted',
  sync_id: id,
  records_synced: counts.created + counts.updated + counts.unchanged,
  duration_ms: Date.parse(finishedAt ?? startedAt) - Date.parse(startedAt),
});

/** Nothing of a row that was overtaken or refused was stored, its questions neither. */
const isKept = (answer: Prepared | undefined): boolean =>
  answer?.kind === 'pending' || answer?.kind === 'done';

const detected = (tell: Tell, open: readonly Conflict[], link: string, run: string): void => {
  for (const { key } of open)
    tell({ event: 'CRM.ConflictDetected', sync_id: run, record_id: link, field_name: key });
};

/** The half of the sync that all browsers share. Each answer is one transaction. */
export const mountSync = (api: Api, routes: Routes, { database, source }: Services): void => {
  const { records } = source;
  const reading = <T>(actor: Actor, work: (transaction: TenantTransaction) => Promise<T>): Promise<T> =>
    readInTenant(database, actor.tenant, work);
  const writing = <T>(actor: Actor, work: (transaction: TenantTransaction) => Promise<T>): Promise<T> =>
    settled(database, actor.tenant, work);
  const telling = <T>(
    { tenant }: Actor,
    log: Logger,
    work: (transaction: TenantTransaction, tell: Tell) => Promise<T>,
  ): Promise<T> => eventful({ database, tenant, log }, work);

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
    const run = await telling(actor, context.get('log'), (transaction, tell) =>
      once(transaction, actor, { key, endpoint: 'triggerSync', body }, async () => {
        const begun = await begin(transaction, actor, { trigger: body.trigger, link: null });
        tell(started(begun.id, 'all'));
        return begun;
      }),
    );
    return context.json(run, 202);
  });

  api.openapi(routes.syncCustomer, async (context) => {
    const actor = actorOf(context.get('caller'));
    const body = context.req.valid('json');
    const key = context.req.valid('header')['idempotency-key'];
    const run = await telling(actor, context.get('log'), (transaction, tell) =>
      once(transaction, actor, { key, endpoint: 'syncCustomer', body }, async () => {
        const [link] = await transaction
          .select({ id: links.id, erpObject: links.erpObject })
          .from(links)
          .where(and(visibleLinks(actor), eq(links.id, body.link)));
        if (link === undefined) throw new Refusal('link.unknown');
        await announceLinks(transaction, actor.tenant, [link.id]);
        const begun = await begin(transaction, actor, { trigger: 'record', link: link.id });
        tell(started(begun.id, link.erpObject));
        return begun;
      }),
    );
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
    const answers = await telling(actor, context.get('log'), async (transaction, tell) => {
      const prepared = await prepare(transaction, actor, rows, records);
      const kept = rows.filter((_, index) => isKept(prepared[index]));
      for (const { open, link, run } of kept) detected(tell, open, link, run);
      return prepared;
    });
    return context.json({ rows: [...answers] }, 200);
  });

  api.openapi(routes.commitSync, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { rows } = context.req.valid('json');
    const answers = await telling(actor, context.get('log'), async (transaction, tell) => {
      const committed = await commit(transaction, actor, rows);
      const kept = rows.filter((_, index) => committed[index] === 'done');
      for (const { open, link, run } of kept) detected(tell, open, link, run);
      return committed;
    });
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
    const run = await telling(actor, context.get('log'), async (transaction, tell) => {
      const { run: told, isFirst, isNew } = await reportRun(transaction, actor, id, report);
      if (isFirst && !(await hasAskedBrake(transaction, actor.tenant, id)))
        tell(started(id, report.recordType));
      if (isNew) {
        await setAsideUnrecovered(transaction, actor, id);
        tell(completed(told));
      }
      const isRunning = told.state !== 'finished';
      if (isRunning || isNew) {
        const { workedMs } = report;
        if (await pauseIfUnwell(transaction, actor, { run: told, workedMs }))
          tell({ event: 'CRM.SyncPaused', sync_id: id });
      }
      return told;
    });
    return context.json(run, 200);
  });

  api.openapi(routes.listDeadLetters, async (context) => {
    const actor = actorOf(context.get('caller'));
    const list = await reading(actor, async (from) => ({
      deadLetters: await listDeadLetters(from, actor),
      failedRows: await listFailedRows(from, actor),
    }));
    return context.json(list, 200);
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
