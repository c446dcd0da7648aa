import * as z from 'zod';
import type { Door } from './door.ts';
import { recordId } from './rows.ts';

const users = z.array(z.object({ Id: recordId, Name: z.string().nullish() }).nullable());

/** Names by 18-character ids, in one call. Where the org does not let this user see others, or does not answer, nobody is named. */
export const askUsers = async (
  door: Door,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> => {
  const body = { ids, fields: ['Id', 'Name'] };
  const reply = await door({ method: 'POST', path: '/composite/sobjects/User', body }, signal);
  const read = users.safeParse(reply.kind === 'answered' ? reply.body : null);
  return new Map((read.data ?? []).flatMap((user) => (user?.Name ? [[user.Id, user.Name] as const] : [])));
};
