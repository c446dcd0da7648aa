import type { HttpBindings } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import type { Caller } from '../access/caller.ts';

/** What a request carries through the server. `caller` is there wherever a route is not public. */
export interface Environment {
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    log: Logger;
    caller: Caller;
    /** Of the sync that asks, as its browser names it; null = no sync does. */
    syncId: string | null;
  };
}
export type Api = OpenAPIHono<Environment>;
