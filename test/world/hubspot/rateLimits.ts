import { HubspotError } from './errors.ts';
import type { Portal } from './model/portal.ts';

/** Requests allowed, per kind of token (HubSpot's usage guidelines; 100 or 190 by the account's tier for keys). */
export interface Budgets {
  readonly oauthPerTenSeconds: number;
  readonly starterPerTenSeconds: number;
  readonly professionalPerTenSeconds: number;
  readonly searchesPerSecond: number;
  readonly perDay: number;
  /** Rows of one object type that may be written within 10 s before it is locked. */
  readonly rowsBeforeLock: number;
}

export const REAL_BUDGETS: Budgets = {
  oauthPerTenSeconds: 110,
  starterPerTenSeconds: 100,
  professionalPerTenSeconds: 190,
  searchesPerSecond: 5,
  perDay: 650_000,
  rowsBeforeLock: 2_000,
};

/** Moments of the last while, oldest first. */
class RollingWindow {
  readonly #length: number;
  #moments: number[] = [];

  constructor(lengthMs: number) {
    this.#length = lengthMs;
  }

  count(now: number): number {
    this.#moments = this.#moments.filter((moment) => moment > now - this.#length);
    return this.#moments.length;
  }

  add(now: number, times = 1): void {
    for (let time = 0; time < times; time += 1) this.#moments.push(now);
  }
}

export interface Caller {
  readonly portal: Portal;
  readonly kind: 'oauth' | 'serviceKey';
  /** App or key: each has a budget of its own within an account. */
  readonly credential: string;
}

const TEN_SECONDS = 10_000;
const LOCK_MS = 2_000;

/** Counts calls and refuses the ones too many with the bodies that were recorded from the real API. */
export class RateLimits {
  readonly #budgets: Budgets;
  readonly #windows = new Map<string, RollingWindow>();
  readonly #days = new Map<string, number>();
  readonly #lockedUntil = new Map<string, number>();

  constructor(budgets: Budgets) {
    this.#budgets = budgets;
  }

  /** Counts one call. Throws 429 where the budget of ten seconds or of the day is spent. Returns the headers of the answer. */
  take(caller: Caller): Record<string, string> {
    const { bites, now } = caller.portal.world;
    const moment = now();
    const day = `${caller.portal.seed.portalId}/${dayOf(caller.portal, moment)}`;
    const usedToday = this.#days.get(day) ?? 0;
    if (bites.on('dailyLimit') && usedToday >= this.#budgets.perDay) {
      throw tooMany(caller.portal, 'daily', 'DAILY', secondsToMidnight(caller.portal, moment));
    }
    const burst = this.#window(`burst/${caller.portal.seed.portalId}/${caller.credential}`, TEN_SECONDS);
    const max = this.#burstBudget(caller);
    if (bites.on('burstLimit') && burst.count(moment) >= max) {
      throw tooMany(caller.portal, 'ten_secondly_rolling', 'TEN_SECONDLY_ROLLING', 10, {
        'X-HubSpot-RateLimit-Max': String(max),
        'X-HubSpot-RateLimit-Remaining': '0',
        'X-HubSpot-RateLimit-Interval-Milliseconds': String(TEN_SECONDS),
      });
    }
    burst.add(moment);
    this.#days.set(day, usedToday + 1);
    return this.#headers(caller, max, burst.count(moment), usedToday + 1);
  }

  /** Five searches a second for the whole account, whoever asks. */
  takeSearch(portal: Portal): void {
    const moment = portal.world.now();
    const window = this.#window(`search/${portal.seed.portalId}`, 1_000);
    if (portal.world.bites.on('searchSecondly') && window.count(moment) >= this.#budgets.searchesPerSecond) {
      const bare = portal.world.bites.on('secondlyWithoutPolicy');
      throw tooMany(portal, 'secondly', bare ? null : 'SECONDLY', 1);
    }
    window.add(moment);
  }

  /** Counts written rows. Throws 423 while the object type is locked after too many of them. */
  takeRows(portal: Portal, objectType: string, rows: number): void {
    if (!portal.world.bites.on('writeLock')) return;
    const moment = portal.world.now();
    const key = `rows/${portal.seed.portalId}/${objectType}`;
    if (moment < (this.#lockedUntil.get(key) ?? 0)) {
      throw new HubspotError(423, 'RESOURCE_LOCKED', 'The resource is locked. Try again in 2 seconds.');
    }
    const window = this.#window(key, TEN_SECONDS);
    window.add(moment, rows);
    if (window.count(moment) > this.#budgets.rowsBeforeLock) this.#lockedUntil.set(key, moment + LOCK_MS);
  }

  #burstBudget(caller: Caller): number {
    if (caller.kind === 'oauth') return this.#budgets.oauthPerTenSeconds;
    return caller.portal.seed.tier === 'professional'
      ? this.#budgets.professionalPerTenSeconds
      : this.#budgets.starterPerTenSeconds;
  }

  /** OAuth answers carry no daily headers (HubSpot's usage guidelines). */
  #headers(caller: Caller, max: number, used: number, usedToday: number): Record<string, string> {
    const burst = {
      'X-HubSpot-RateLimit-Max': String(max),
      'X-HubSpot-RateLimit-Remaining': String(Math.max(0, max - used)),
      'X-HubSpot-RateLimit-Interval-Milliseconds': String(TEN_SECONDS),
    };
    if (caller.kind === 'oauth') return burst;
    const { perDay } = this.#budgets;
    return {
      ...burst,
      'X-HubSpot-RateLimit-Daily': String(perDay),
      'X-HubSpot-RateLimit-Daily-Remaining': String(Math.max(0, perDay - usedToday)),
    };
  }

  #window(key: string, lengthMs: number): RollingWindow {
    const window = this.#windows.get(key) ?? new RollingWindow(lengthMs);
    this.#windows.set(key, window);
    return window;
  }
}

function tooMany(
  portal: Portal,
  limit: string,
  policyName: string | null,
  retryAfterSeconds: number,
  headers: Record<string, string> = {},
): RateLimited {
  const told = portal.world.bites.on('noRetryAfter') ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return new RateLimited(limit, policyName, { ...headers, ...told });
}

/** 429. With a policy: the body of the burst form (`errorType`, no category); without: the one recorded on search. */
class RateLimited extends HubspotError {
  readonly policyName: string | null;

  constructor(limit: string, policyName: string | null, headers: Record<string, string>) {
    super(429, 'RATE_LIMITS', `You have reached your ${limit} limit.`, { headers });
    this.policyName = policyName;
  }

  override body(correlationId: string): Record<string, unknown> {
    if (this.policyName === null) return { status: 'error', message: this.message, category: this.category };
    const { message, policyName } = this;
    return {
      status: 'error',
      message,
      errorType: 'RATE_LIMIT',
      correlationId,
      policyName,
      requestId: correlationId,
    };
  }
}

function localTime(portal: Portal, moment: number) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: portal.seed.timeZone ?? 'Europe/Berlin',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(moment);
  const [date = '', time = '0:0:0'] = parts.split(', ');
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return { date, secondOfDay: hours * 3600 + minutes * 60 + seconds };
}

const dayOf = (portal: Portal, moment: number) => localTime(portal, moment).date;
const secondsToMidnight = (portal: Portal, moment: number) => 86_400 - localTime(portal, moment).secondOfDay;
