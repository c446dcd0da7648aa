import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Environment } from './environment.ts';
import { Refusal } from './refusal.ts';

const isJson = (type: string | undefined): boolean =>
  /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type ?? '');

/** Bodies are JSON in UTF-8 and no larger than `maxSize` bytes, also where their length is not announced. */
export const jsonBody = (maxSize: number): MiddlewareHandler<Environment>[] => [
  async (context, next) => {
    if (!isJson(context.req.header('content-type'))) throw new Refusal('body.notJson');
    await next();
  },
  bodyLimit({
    maxSize,
    onError: () => {
      throw new Refusal('body.tooLarge', { detail: `At most ${maxSize} bytes.` });
    },
  }),
];
