import * as z from 'zod';
import type { HttpAnswer } from '../call.ts';
import { parseJson } from '../json.ts';
import { retryAfterMs } from '../retryAfter.ts';
import type { DayUse, LimitHints, LimitRules } from './limitRules.ts';
import { LONGEST_BELIEVED_MS } from './longestBelieved.ts';
import { nextMidnight } from './nextMidnight.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;

const refusalBody = z.object({ message: z.string().optional(), policyName: z.string().optional() });

type Answer = Pick<HttpAnswer, 'status' | 'headers' | 'text'>;

const numberIn = (headers: Headers, name: string): number | null => {
  const text = headers.get(name) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
};

/** Search answers carry none of these headers, and OAuth ones no daily ones. */
const rollingIn = ({ headers }: Answer): LimitHints['rolling'] => {
  const calls = numberIn(headers, 'X-HubSpot-RateLimit-Max');
  const remaining = numberIn(headers, 'X-HubSpot-RateLimit-Remaining');
  const windowMs = numberIn(headers, 'X-HubSpot-RateLimit-Interval-Milliseconds');
  if (!calls || remaining === null || !windowMs) return undefined;
  return { calls, windowMs, remaining };
};

const dayIn = ({ headers }: Answer): DayUse | undefined => {
  const limit = numberIn(headers, 'X-HubSpot-RateLimit-Daily');
  const remaining = numberIn(headers, 'X-HubSpot-RateLimit-Daily-Remaining');
  return limit === null || remaining === null ? undefined : { limit, used: Math.max(0, limit - remaining) };
};

/** Midnights strike on the hour: where the zone is not known, the next full hour is asked at. */
const dayEnds = (now: number, timeZone: string | null): number =>
  timeZone === null ? now + HOUR - (now % HOUR) : nextMidnight(now, timeZone);

/**
 * How long a refusal lasts, as HubSpot's answer implies it: it rarely sends `Retry-After`. The 429 of search names no policy, only
 * "secondly" in its sentence.
 */
const closedIn = (answer: Answer, now: number, timeZone: string | null): LimitHints['closed'] => {
  const { status, headers, text } = answer;
  const told = retryAfterMs(headers, now);
  if (told !== undefined && (status === 429 || status === 477 || status === 503))
    return { lane: 'all', until: now + Math.min(told, LONGEST_BELIEVED_MS), why: 'server' };
  if (status !== 429) return undefined;
  const body = refusalBody.safeParse(parseJson(text));
  const { policyName = '', message = '' } = body.success ? body.data : {};
  if (policyName.startsWith('DAILY')) return { lane: 'all', until: dayEnds(now, timeZone), why: 'daily' };
  const isSecondly = policyName === 'SECONDLY' || (policyName === '' && /\bsecondly limit/.test(message));
  if (isSecondly) return { lane: 'search', until: now + SECOND, why: 'server' };
  const interval = numberIn(headers, 'X-HubSpot-RateLimit-Interval-Milliseconds');
  const rolls = policyName.startsWith('TEN_SECONDLY');
  return { lane: 'all', until: now + ((rolls && interval) || SECOND), why: 'server' };
};

/**
 * Private apps and service keys: 100 or 190 calls in any 10 s by the account's tier; OAuth apps 110; 5 searches a second for the whole
 * account. https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export const hubspotLimits: LimitRules = {
  limits: { all: { calls: 100, windowMs: 10 * SECOND }, search: { calls: 5, windowMs: SECOND } },
  isDayKnown: true,
  laneOf: ({ method, url }) => (method === 'POST' && /\/search(\?|$)/.test(url) ? 'search' : 'all'),
  hintsOf: (answer, now, timeZone) => {
    const rolling = rollingIn(answer);
    const day = dayIn(answer);
    const closed = closedIn(answer, now, timeZone);
    return {
      ...(rolling === undefined ? {} : { rolling }),
      ...(day === undefined ? {} : { day }),
      ...(closed === undefined ? {} : { closed }),
    };
  },
  dayEnds,
};
