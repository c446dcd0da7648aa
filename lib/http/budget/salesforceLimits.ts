import type { HttpAnswer } from '../call.ts';
import { retryAfterMs } from '../retryAfter.ts';
import type { DayUse, LimitHints, LimitRules } from './limitRules.ts';
import { LONGEST_BELIEVED_MS } from './longestBelieved.ts';

type Answer = Pick<HttpAnswer, 'status' | 'headers' | 'text'>;

/** `api-usage=18/15000`, on every answer. */
const dayIn = ({ headers }: Answer): DayUse | undefined => {
  const [, used, limit] =
    /\bapi-usage=(\d{1,12})\/(\d{1,12})/.exec(headers.get('Sforce-Limit-Info') ?? '') ?? [];
  return used === undefined || limit === undefined ? undefined : { used: Number(used), limit: Number(limit) };
};

/**
 * The quota is a rolling day: calls come back one by one as those of yesterday leave it, at moments that nobody is told. So an
 * hour later it is worth one question, and the pause begins anew where the answer is the same.
 */
const dayEnds = (now: number): number => now + LONGEST_BELIEVED_MS;

const closedIn = (answer: Answer, now: number): LimitHints['closed'] => {
  const { status, headers, text } = answer;
  if (status === 403 && text.includes('"REQUEST_LIMIT_EXCEEDED"'))
    return { lane: 'all', until: dayEnds(now), why: 'daily' };
  const told = retryAfterMs(headers, now);
  if (told === undefined || (status !== 429 && status !== 503)) return undefined;
  return { lane: 'all', until: now + Math.min(told, LONGEST_BELIEVED_MS), why: 'server' };
};

/**
 * No limit by the second, one by the rolling day, for the whole org.
 * https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm
 */
export const salesforceLimits: LimitRules = {
  limits: { all: null, search: null },
  isDayKnown: false,
  laneOf: () => 'all',
  hintsOf: (answer, now) => {
    const day = dayIn(answer);
    const closed = closedIn(answer, now);
    return { ...(day === undefined ? {} : { day }), ...(closed === undefined ? {} : { closed }) };
  },
  dayEnds,
};
