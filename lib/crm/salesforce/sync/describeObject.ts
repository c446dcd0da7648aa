import * as z from 'zod';
import { type FailureCode, FailureError } from '../../../failure.ts';
import type { ServerTime } from '../../../sync/ids.ts';
import { describedObject, keptObject } from './describe.ts';
import type { Door, Reply } from './door.ts';

/** A description and what asks for it again at no cost. */
export const described = z.strictObject({
  object: keptObject,
  etag: z.string().nullable(),
  /** The server's clock while it answered. */
  serverNow: z.number().transform((at) => at as ServerTime),
});
export type Described = Readonly<z.infer<typeof described>>;

/** The object as this user sees it now. Rejects with `FailureError`. */
export const describeObject = async (
  door: Door,
  name: string,
  known: Described | null,
  signal: AbortSignal,
): Promise<Described> => {
  const headers: Record<string, string> = known?.etag == null ? {} : { 'If-None-Match': known.etag };
  const reply = await door({ method: 'GET', path: `/sobjects/${name}/describe`, headers }, signal);
  if (known !== null && reply.kind === 'refused' && reply.status === 304)
    return { ...known, serverNow: reply.readAt ?? known.serverNow };
  if (reply.kind !== 'answered') throw new FailureError({ code: codeOf(reply) });
  const read = describedObject.safeParse(reply.body);
  // Without a clock of the server no reading could be told fresh from stale: better said now than row by row.
  if (!read.success || reply.readAt === null)
    throw new FailureError({ code: 'crm.badAnswer' }, { cause: read.error });
  return { object: read.data, etag: reply.headers.get('ETag'), serverNow: reply.readAt };
};

const NOT_SENT: Readonly<Record<Extract<Reply, { kind: 'notSent' }>['reason'], FailureCode>> = {
  offline: 'offline',
  rateLimited: 'crm.rateLimited',
  authExpired: 'crm.authExpired',
  forbidden: 'crm.forbidden',
};

const codeOf = (reply: Exclude<Reply, { kind: 'answered' }>): FailureCode => {
  if (reply.kind === 'notSent') return NOT_SENT[reply.reason];
  if (reply.kind === 'lost') return 'crm.unreachable';
  return reply.status === 404 ? 'crm.notFound' : 'crm.invalid';
};
