import type { Routes } from '../access/guardedRoutes.ts';
import { readInTenant } from '../database/tenant.ts';
import { createWebhook, deleteWebhook, listWebhooks } from '../events/webhooks.ts';
import type { Api } from '../http/environment.ts';
import { Refusal } from '../http/refusal.ts';
import { actorOf } from '../sync/actor.ts';
import { once } from '../sync/idempotency.ts';
import { settled } from '../sync/transaction.ts';
import type { Services } from './services.ts';

export const mountWebhooks = (api: Api, routes: Routes, { database, webhooks }: Services): void => {
  api.openapi(routes.listWebhooks, async (context) => {
    const { tenant } = context.get('caller');
    return context.json(
      { webhooks: await readInTenant(database, tenant, (from) => listWebhooks(from, tenant)) },
      200,
    );
  });

  api.openapi(routes.createWebhook, async (context) => {
    const actor = actorOf(context.get('caller'));
    const body = context.req.valid('json');
    const key = context.req.valid('header')['idempotency-key'];
    const made = await settled(database, actor.tenant, (transaction) =>
      once(transaction, actor, { key, endpoint: 'createWebhook', body }, () =>
        createWebhook(transaction, actor, body, webhooks),
      ),
    );
    return context.json(made, 201);
  });

  api.openapi(routes.deleteWebhook, async (context) => {
    const actor = actorOf(context.get('caller'));
    const { id } = context.req.valid('param');
    const wasThere = await settled(database, actor.tenant, (transaction) =>
      deleteWebhook(transaction, actor, id),
    );
    if (!wasThere) throw new Refusal('webhook.unknown');
    return context.body(null, 204);
  });
};
