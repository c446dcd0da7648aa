import type { Routes } from '../access/guardedRoutes.ts';
import { mayDo } from '../access/roles.ts';
import { readInTenant } from '../database/tenant.ts';
import type { Api } from '../http/environment.ts';
import { Refusal } from '../http/refusal.ts';
import { actorOf } from '../sync/actor.ts';
import { approveBrake, askBrake, listBrakeQuestions } from '../sync/brakes/questions.ts';
import { resumeSync } from '../sync/pause.ts';
import { settled } from '../sync/transaction.ts';
import type { Services } from './services.ts';

/** What stops the sync before it does too much, and who lets it go on. */
export const mountBrake = (api: Api, routes: Routes, { database, now }: Services): void => {
  api.openapi(routes.askBrake, async (context) => {
    const actor = actorOf(context.get('caller'));
    const body = context.req.valid('json');
    const verdict = await settled(database, actor.tenant, (transaction) =>
      askBrake(transaction, actor, body, now()),
    );
    if (verdict.kind === 'ask')
      context.get('log').warn({ event: 'CRM.SyncBraked', sync_id: body.run, ...body.counts }, 'sync');
    return context.json(verdict, 200);
  });

  api.openapi(routes.listBrakeQuestions, async (context) => {
    const actor = actorOf(context.get('caller'));
    const questions = await readInTenant(database, actor.tenant, (from) =>
      listBrakeQuestions(from, actor, now()),
    );
    return context.json({ questions }, 200);
  });

  api.openapi(routes.approveBrake, async (context) => {
    const caller = context.get('caller');
    const actor = { ...actorOf(caller), isAdmin: mayDo(caller.role, 'admin') };
    const { id } = context.req.valid('param');
    const question = await settled(database, actor.tenant, (transaction) =>
      approveBrake(transaction, actor, id, now()),
    );
    context.get('log').info({ event: 'CRM.SyncApproved', sync_id: id }, 'sync');
    return context.json(question, 200);
  });

  api.openapi(routes.resumeSync, async (context) => {
    const actor = actorOf(context.get('caller'));
    const resumed = await settled(database, actor.tenant, (transaction) => resumeSync(transaction, actor));
    if (!resumed) throw new Refusal('pause.none');
    context.get('log').info({ event: 'CRM.SyncResumed' }, 'sync');
    return context.body(null, 204);
  });
};
