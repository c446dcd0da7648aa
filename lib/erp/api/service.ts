import * as z from 'zod';

export const health = z.object({ status: z.literal('alive') }).meta({ id: 'Health' });

/** `database`: answers queries, with every migration done. */
export const readiness = z
  .object({ status: z.literal('ready'), database: z.enum(['pglite', 'postgres']) })
  .meta({ id: 'Readiness' });
