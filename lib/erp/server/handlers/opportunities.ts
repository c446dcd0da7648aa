import type { Routes } from '../access/guardedRoutes.ts';
import { eventful } from '../events/eventful.ts';
import type { Api } from '../http/environment.ts';
import { actorOf } from '../sync/actor.ts';
import { convertOpportunity } from '../sync/convert/convert.ts';
import { once } from '../sync/idempotency.ts';
import type { Services } from './services.ts';

export const mountOpportunities = (api: Api, routes: Routes, { database, now }: Services): void => {
  api.openapi(routes.convertOpportunity, async (context) => {
    const actor = actorOf(context.get('caller'));
    const body = context.req.valid('json');
    const key = context.req.valid('header')['idempotency-key'];
    const of = { database, tenant: actor.tenant, log: context.get('log') };
    const conversion = await eventful(of, (transaction, tell) =>
      once(transaction, actor, { key, endpoint: 'convertOpportunity', body }, async () => {
        const made = await convertOpportunity(transaction, actor, body, now());
        tell({
          event: 'CRM.OpportunityConverted',
          sync_id: context.get('syncId'),
          opportunity_id: made.opportunity,
          order_id: made.order.id,
          amount: made.order.total,
          currency: made.order.currency,
        });
        return made;
      }),
    );
    return context.json(conversion, 201);
  });
};
