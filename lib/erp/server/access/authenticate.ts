import type { MiddlewareHandler } from 'hono';
import type { Capability } from '../../api/me.ts';
import type { OpenDatabase } from '../database/database.ts';
import type { Environment } from '../http/environment.ts';
import type { RateLimiter } from '../http/rateLimit.ts';
import { Refusal, type RefusalCode } from '../http/refusal.ts';
import type { Caller } from './caller.ts';
import { mayDo } from './roles.ts';
import { isSecret } from './secret.ts';
import { findToken } from './tokens.ts';

export interface AuthenticationPorts {
  readonly database: OpenDatabase;
  readonly now: () => Date;
  readonly limiter: RateLimiter;
}

const refuse = (code: RefusalCode): Refusal =>
  new Refusal(code, {
    headers: {
      'WWW-Authenticate': `Bearer realm="ledgerside"${code === 'token.missing' ? '' : ', error="invalid_token"'}`,
    },
  });

const callerOf = async (
  authorization: string | undefined,
  { database, now }: AuthenticationPorts,
): Promise<Caller> => {
  if (authorization === undefined) throw refuse('token.missing');
  const secret = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '';
  if (!isSecret(secret)) throw refuse('token.unknown');
  const found = await findToken(database, secret);
  if (found === null) throw refuse('token.unknown');
  const { revokedAt, ...caller } = found;
  if (revokedAt !== null) throw refuse('token.revoked');
  if (caller.expiresAt <= now()) throw refuse('token.expired');
  return caller;
};

/** Lets a request pass if its token is good, has requests left, and its role may do this. */
export const authenticate =
  (capability: Capability, ports: AuthenticationPorts): MiddlewareHandler<Environment> =>
  async (context, next) => {
    const caller = await callerOf(context.req.header('authorization'), ports).catch(
      async (error: unknown) => {
        if (error instanceof Refusal) {
          await ports.limiter.countRefusal(context.env.incoming.socket.remoteAddress ?? 'unknown');
        }
        throw error;
      },
    );
    context.set('caller', caller);
    await ports.limiter.countRequest(context, caller.tokenId);
    if (!mayDo(caller.role, capability)) throw new Refusal('role.forbidden');
    await next();
  };
