import type { Routes } from '../access/guardedRoutes.ts';
import { mayDo } from '../access/roles.ts';
import { readInTenant } from '../database/tenant.ts';
import { eventful } from '../events/eventful.ts';
import { started } from '../events/started.ts';
import type { Api } from '../http/environment.ts';
import { Refusal } from '../http/refusal.ts';
import { actorOf } from '../sync/actor.ts';
import { approveBrake, askBrake, listBrakeQuestions } from '../sync/brakes/questions.ts';
import { isKnownRun } from '../sync/knownRun.ts';
import { resumeSync } from '../sync/pause.ts';
import type { Services } from './services.ts';

/** What stops the sync before it does too much, and who lets it go on. */
export const mountBrake = (api: Api, routes: Routes, { database, now }: Services): void => {
  api.openapi(routes.askBrake, async (context) => {
    const actor = actorOf(context.get('caller'));
    const body = context.req.valid('json');
    const of = { database, tenant: actor.tenant, log: context.get('log') };
    const verdict = await eventful(of, async (transaction, tell) => {
      const isNew = !(await isKnownRun(transaction, actor.tenant, body.run));
      const said = await askBrake(transaction, actor, body, now());
      // A run that writes asks here before it does: nobody hears of it sooner.
      if (isNew) tell(started(body.run, body.recordType));
      if (said.kind === 'ask') tell({ event: 'CRM.SyncBraked', sync_id: body.run });
      return said;
    });
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
    const of = { database, tenant: actor.tenant, log: context.get('log') };
    const question = await eventful(of, async (transaction, tell) => {
      const approved = await approveBrake(transaction, actor, id, now());
      tell({ event: 'CRM.SyncApproved', sync_id: id });
      return approved;
    });
    return context.json(question, 200);
  });

  api.openapi(routes.resumeSync, async (context) => {
    const actor = actorOf(context.get('caller'));
    await eventful({ database, tenant: actor.tenant, log: context.get('log') }, async (transaction, tell) => {
      const ended = await resumeSync(transaction, actor);
      if (ended === null) throw new Refusal('pause.none');
      tell({ event: 'CRM.SyncResumed', sync_id: ended.run });
    });
    return context.body(null, 204);
  });
};
