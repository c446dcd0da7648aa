import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { Asked, CrmThreadData, Question } from './crmMessages.ts';
import { rowsWritten } from './rowsWritten.ts';

const told = z.object({
  status: z.number(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
});
const answered = z.object({ id: z.number(), value: z.unknown(), error: z.string().optional() });

/** The simulated CRM as the bench drives it, in a thread of its own. */
export interface CrmOrg {
  fetch(request: Request): Promise<Response>;
  readonly token: string;
  /** Somebody gives each record another telephone number. */
  edit(round: number): Promise<void>;
  phones(): Promise<readonly unknown[]>;
  /** What was asked of it so far. */
  readonly count: { calls: number; rowsWritten: number; readonly paths: Map<string, number> };
  close(): Promise<void>;
}

export const openCrm = async (data: CrmThreadData): Promise<CrmOrg> => {
  const thread = new Worker(new URL('./crmThread.ts', import.meta.url), { workerData: data });
  const waiting = new Map<number, ReturnType<typeof Promise.withResolvers<unknown>>>();
  let last = 0;
  const ask = (question: Question): Promise<unknown> => {
    last += 1;
    const entry = Promise.withResolvers<unknown>();
    waiting.set(last, entry);
    thread.postMessage({ id: last, question } satisfies Asked);
    return entry.promise;
  };
  thread.on('message', (message: unknown) => {
    const { id, value, error } = answered.parse(message);
    const entry = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) entry?.resolve(value);
    else entry?.reject(new Error(error));
  });
  thread.on('error', (error) => {
    for (const entry of waiting.values()) entry.reject(error);
  });

  const count = { calls: 0, rowsWritten: 0, paths: new Map<string, number>() };
  return {
    token: z.string().parse(await ask({ kind: 'token' })),
    count,
    fetch: async (request) => {
      const { url, method } = request;
      const body = method === 'GET' ? null : await request.text();
      const { pathname } = new URL(url);
      const path = `${method} ${pathname}`;
      count.calls += 1;
      count.rowsWritten += rowsWritten(method, pathname, body);
      count.paths.set(path, (count.paths.get(path) ?? 0) + 1);
      const answer = told.parse(
        await ask({ kind: 'fetch', url, method, headers: [...request.headers], body }),
      );
      const isBare = answer.status === 204 || answer.status === 304;
      return new Response(isBare ? null : answer.body, { status: answer.status, headers: answer.headers });
    },
    edit: async (round) => {
      await ask({ kind: 'edit', round });
    },
    phones: async () => z.array(z.unknown()).parse(await ask({ kind: 'phones' })),
    close: async () => {
      await thread.terminate();
    },
  };
};
