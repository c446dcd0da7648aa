import type { Context } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Environment } from './environment.ts';
import { Refusal } from './refusal.ts';

const WINDOW_SECONDS = 60;

/** Requests per minute and process; a team behind several processes gets as many times more. */
export interface RateLimits {
  readonly perToken: number;
  /** Refused sign-ins per network address. */
  readonly refusedPerAddress: number;
}

const seconds = (ms: number) => String(Math.max(1, Math.ceil(ms / 1000)));

const consume = async (limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes> => {
  try {
    return await limiter.consume(key);
  } catch (refused) {
    // The library throws the state itself, not an error, where the limit is reached.
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new Refusal('rate.exceeded', { headers: { 'Retry-After': seconds(refused.msBeforeNext) } });
  }
};

export const rateLimiter = ({ perToken, refusedPerAddress }: RateLimits) => {
  const tokens = new RateLimiterMemory({ points: perToken, duration: WINDOW_SECONDS });
  const addresses = new RateLimiterMemory({ points: refusedPerAddress, duration: WINDOW_SECONDS });
  return {
    /** Counts a request of a token, and tells on the answer what is left. @throws {Refusal} */
    async countRequest(context: Context<Environment>, tokenId: string): Promise<void> {
      context.header('RateLimit-Limit', String(perToken));
      context.header('RateLimit-Policy', `${perToken};w=${WINDOW_SECONDS}`);
      context.header('RateLimit-Remaining', '0');
      const { remainingPoints, msBeforeNext } = await consume(tokens, tokenId);
      context.header('RateLimit-Remaining', String(remainingPoints));
      context.header('RateLimit-Reset', seconds(msBeforeNext));
    },
    /** Counts a refused sign-in; good tokens from the same address are not held up by it. @throws {Refusal} */
    async countRefusal(address: string): Promise<void> {
      await consume(addresses, address);
    },
  };
};
export type RateLimiter = ReturnType<typeof rateLimiter>;
