import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import { uuidv7 } from 'uuidv7';
import { browserMadeId } from '../../api/sync/values.ts';
import type { Environment } from './environment.ts';

/**
 * One line per request, with the sync that asked where one did, and an id on its answer. Left out on purpose: query strings (they hold what people search for), headers
 * (they hold tokens) and bodies.
 */
export const logging =
  (log: Logger): MiddlewareHandler<Environment> =>
  async (context, next) => {
    const started = performance.now();
    const requestId = uuidv7();
    context.set('requestId', requestId);
    context.set('log', log.child({ requestId }));
    // Whatever else somebody puts there is no id, and not logged.
    const syncId = browserMadeId.safeParse(context.req.header('x-sync-id')).data ?? null;
    context.set('syncId', syncId);
    await next();
    context.res.headers.set('X-Request-Id', requestId);
    const caller = context.get('caller') as Environment['Variables']['caller'] | undefined;
    context.get('log').info(
      {
        method: context.req.method,
        route: routePath(context, -1),
        status: context.res.status,
        ms: Math.round(performance.now() - started),
        ...(caller === undefined ? {} : { tenant: caller.tenant, user: caller.user }),
        ...(syncId === null ? {} : { sync_id: syncId }),
      },
      'request',
    );
  };
