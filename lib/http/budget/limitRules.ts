import type { HttpAnswer, HttpRequest } from '../call.ts';

/** `all`: every call counts. `search`: HubSpot's searches have a limit of their own on top of that. */
export type Lane = 'all' | 'search';

/** At most `calls` in any `windowMs`. */
export interface RollingLimit {
  readonly calls: number;
  readonly windowMs: number;
}

/** What is used of a day's quota, by the server's own count. */
export interface DayUse {
  readonly used: number;
  readonly limit: number;
}

/** What one answer says about limits; a part that it does not speak of is absent. */
export interface LimitHints {
  readonly rolling?: RollingLimit & { readonly remaining: number };
  readonly day?: DayUse;
  /** The server will refuse until then (epoch milliseconds). */
  readonly closed?: { readonly lane: Lane; readonly until: number; readonly why: 'daily' | 'server' };
}

/** How one CRM limits its callers. Pure: the moment is an argument. */
export interface LimitRules {
  /** What to keep to until an answer says otherwise; null = this lane is not limited by the second. */
  readonly limits: Readonly<Record<Lane, RollingLimit | null>>;
  laneOf(request: Pick<HttpRequest, 'method' | 'url'>): Lane;
  /** `now`: epoch milliseconds; `timeZone`: the account's, where it is known. */
  hintsOf(
    answer: Pick<HttpAnswer, 'status' | 'headers' | 'text'>,
    now: number,
    timeZone: string | null,
  ): LimitHints;
  /**
   * Whether the end of a spent day is told or known. Where it is only guessed, a page asks all the same: a person who reads it knows
   * of freed calls first, and a call too many is refused without harm.
   */
  readonly isDayKnown: boolean;
  /** Until when a day's count that was just heard means anything (epoch milliseconds). */
  dayEnds(now: number, timeZone: string | null): number;
}
