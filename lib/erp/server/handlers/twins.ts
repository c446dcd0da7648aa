import type { Routes } from '../access/guardedRoutes.ts';
import { readInTenant } from '../database/tenant.ts';
import type { Api } from '../http/environment.ts';
import { actorOf } from '../sync/actor.ts';
import { look } from '../sync/create/look.ts';
import { answerNoneOfThem, listTwins } from '../sync/create/people.ts';
import { doubtsOf, record, release, suspect } from '../sync/create/record.ts';
import { settle } from '../sync/create/settle.ts';
import { settled } from '../sync/transaction.ts';
import type { Services } from './services.ts';

const DONE = { done: true as const };

/** How records without a link get their twins. Each answer is one transaction. */
export const mountTwins = (api: Api, routes: Routes, { database, source }: Services): void => {
  const { records } = source;

  api.openapi(routes.listTwins, async (context) => {
    const actor = actorOf(context.get('caller'));
    return context.json(await readInTenant(database, actor.tenant, (from) => listTwins(from, actor)), 200);
  });

  api.openapi(routes.answerTwin, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { of } = context.req.valid('json');
    await settled(database, actor.tenant, (transaction) => answerNoneOfThem(transaction, actor, of));
    return context.json(DONE, 200);
  });

  api.openapi(routes.lookForTwins, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { pair, rows } = context.req.valid('json');
    const standings = await readInTenant(database, actor.tenant, (transaction) =>
      look({ transaction, actor, pair, records }, rows),
    );
    return context.json({ rows: [...standings] }, 200);
  });

  api.openapi(routes.settleTwins, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { pair, rows } = context.req.valid('json');
    const answers =
      records === null
        ? rows.map(() => ({ kind: 'leftAlone' as const }))
        : await settled(database, actor.tenant, (transaction) =>
            settle(transaction, actor, pair, rows, records),
          );
    return context.json({ rows: [...answers] }, 200);
  });

  api.openapi(routes.recordTwins, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { rows } = context.req.valid('json');
    const answers =
      records === null
        ? rows.map(() => ({ kind: 'stale' as const }))
        : await settled(database, actor.tenant, (transaction) => record(transaction, actor, rows, records));
    return context.json({ rows: [...answers] }, 200);
  });

  api.openapi(routes.releaseTwins, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { rows } = context.req.valid('json');
    await settled(database, actor.tenant, (transaction) => release(transaction, actor, rows));
    return context.json(DONE, 200);
  });

  api.openapi(routes.listTwinDoubts, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { pair } = context.req.valid('json');
    const doubts = await readInTenant(database, actor.tenant, (from) => doubtsOf(from, actor, pair));
    return context.json({ doubts: [...doubts] }, 200);
  });

  api.openapi(routes.suspectTwins, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { key, ids } = context.req.valid('json');
    await settled(database, actor.tenant, (transaction) => suspect(transaction, actor.tenant, key, ids));
    return context.json(DONE, 200);
  });
};
