import type { Routes } from '../access/guardedRoutes.ts';
import { readInTenant } from '../database/tenant.ts';
import { eventful } from '../events/eventful.ts';
import type { Api } from '../http/environment.ts';
import { Refusal } from '../http/refusal.ts';
import { actorOf } from '../sync/actor.ts';
import { listConflicts } from '../sync/conflicts/list.ts';
import { resolveConflicts } from '../sync/conflicts/resolve.ts';
import { once } from '../sync/idempotency.ts';
import { readRecordStatus } from '../sync/recordStatus.ts';
import type { Services } from './services.ts';

/** Questions for people, and what is known about one record. */
export const mountConflicts = (api: Api, routes: Routes, { database, source, now }: Services): void => {
  const ports = () => ({ records: source.records, now: now() });

  api.openapi(routes.listConflicts, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { cursor = null, limit, record = null } = context.req.valid('query');
    const page = await readInTenant(database, actor.tenant, (from) =>
      listConflicts(from, actor, { cursor, limit, record }, ports()),
    );
    return context.json(page, 200);
  });

  api.openapi(routes.resolveConflicts, async (context) => {
    const actor = actorOf(context.get('caller'));
    const body = context.req.valid('json');
    const key = context.req.valid('header')['idempotency-key'];
    const of = { database, tenant: actor.tenant, log: context.get('log') };
    const { rows } = await eventful(of, (transaction, tell) =>
      once(transaction, actor, { key, endpoint: 'resolveConflicts', body }, async () => {
        const answers = await resolveConflicts(transaction, actor, body.decisions, ports());
        for (const [index, { link, key: conflict, decision }] of body.decisions.entries()) {
          const { answer, run = null } = answers[index] ?? {};
          if (answer?.kind !== 'done') continue;
          tell({
            event: 'CRM.ConflictResolved',
            sync_id: run,
            conflict_id: `${link}/${conflict}`,
            resolution_strategy: decision,
          });
        }
        return { rows: answers.map(({ answer }) => answer) };
      }),
    );
    // What was taken stays taken; what was not is told.
    if (rows.some(({ kind }) => kind !== 'done' && kind !== 'proposed'))
      throw new Refusal('conflicts.open', { resolved: rows });
    return context.json({ rows }, 200);
  });

  api.openapi(routes.getRecordStatus, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { crm } = context.req.valid('query');
    const status = await readInTenant(database, actor.tenant, (from) =>
      readRecordStatus(from, actor, crm, ports()),
    );
    return context.json(status, 200);
  });
};
