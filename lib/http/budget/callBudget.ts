import type { CrmSystem } from '../../erp/api/record.ts';
import type { HttpAnswer } from '../call.ts';
import { hubspotLimits } from './hubspotLimits.ts';
import type { DayUse, Lane, LimitHints, LimitRules, RollingLimit } from './limitRules.ts';
import { isTimeZone } from './nextMidnight.ts';
import { salesforceLimits } from './salesforceLimits.ts';
import { type BudgetStore, newBudget, restored, type StoredBudget } from './storedBudget.ts';

/** `page`: somebody waits for what a page shows. `sync`: nobody does. */
export type CallUse = 'page' | 'sync';

type Leave =
  /** The call counts as made. */
  | { readonly kind: 'go' }
  /** Ask again then: seconds at most. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** `until`: epoch milliseconds, for a person to read and an alarm to be set. */
  | Paused;
interface Paused {
  readonly kind: 'paused';
  readonly until: number;
  readonly why: 'daily' | 'server';
}

/** For people: how much of the limits is used, and what is being waited for. */
interface BudgetState {
  readonly rolling: (RollingLimit & { readonly used: number }) | null;
  readonly day: DayUse | null;
  /** Whether sync is paused now. */
  readonly paused: Paused | null;
}

/** All calls to one CRM org of this browser go through one of these. It never rejects: what cannot be stored is kept in memory. */
export interface CallBudget {
  /** Without `search` a call counts as any other; `laneOf` tells which it is. */
  take(use: CallUse, lane?: Lane): Promise<Leave>;
  /** What the server says about its limits on an answer, whatever its status. */
  note(answer: Pick<HttpAnswer, 'status' | 'headers' | 'text'>): Promise<void>;
  /** The account's time zone, by which its days end; a name that nobody knows is ignored. */
  inTimeZone(timeZone: string): Promise<void>;
  laneOf: LimitRules['laneOf'];
  state(): Promise<BudgetState>;
}

interface BudgetOptions {
  readonly system: CrmSystem;
  readonly org: string;
  readonly store: BudgetStore;
  /** `now`: epoch milliseconds, can be set by anybody. `elapsed`: milliseconds that only ever grow, from any start. */
  readonly clock: { now(): number; elapsed(): number };
  /** Hears of a store that fails: the budget goes on, but would not survive the worker. */
  readonly onStoreFailure: (error: unknown) => void;
}

/** This part of every limit is for page views alone. */
const PAGE_SHARE = 0.2;
/** A wait up to this is waited out; a longer one is a pause. */
const LONGEST_WAIT_MS = 10_000;
/** No window is remembered with more calls than this, whatever a header says. */
const MOST_REMEMBERED = 1_000;

const RULES: Readonly<Record<CrmSystem, LimitRules>> = {
  salesforce: salesforceLimits,
  hubspot: hubspotLimits,
};

/**
 * Tokens come back one whole window after they were taken, so that no window, wherever it begins, ever sees more calls than the
 * limit; a bucket that fills steadily would let nearly twice as many through. One per org and worker, or each spends the budget.
 */
export const callBudget = ({ system, org, store, clock, onStoreFailure }: BudgetOptions): CallBudget => {
  const rules = RULES[system];
  const key = `${system}/${org}`;
  let known: { budget: StoredBudget; readonly wall: number; readonly elapsed: number } | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  /** Takers come at once; each decides on what the one before has left. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine;
    return mine;
  };
  const kept = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      onStoreFailure(error);
      return null;
    }
  };
  const load = async () => {
    if (known !== null) return known;
    const stored = await kept(() => store.read(key));
    const wall = clock.now();
    known = {
      budget: restored(stored ?? newBudget(rules.limits.all), rules.limits.all, wall),
      wall,
      elapsed: clock.elapsed(),
    };
    return known;
  };
  const save = async (budget: StoredBudget) => {
    if (known !== null) known = { ...known, budget };
    await kept(() => store.write(key, budget));
  };
  /** Epoch milliseconds as they stood when the worker began, and on from there by a clock that nobody can set. */
  const steady = (since: { readonly wall: number; readonly elapsed: number }) =>
    since.wall + clock.elapsed() - since.elapsed;

  return {
    laneOf: rules.laneOf,

    take: (use, lane = 'all') =>
      inTurn(async () => {
        const loaded = await load();
        const { budget } = loaded;
        const at = steady(loaded);
        const barrier = barrierOf(budget, rules, use, lane, clock.now());
        if (barrier !== null) return barrier;
        const lanes: readonly Lane[] = lane === 'all' ? ['all'] : ['all', lane];
        const limitOf = (each: Lane) => (each === 'all' ? budget.rolling : rules.limits[each]);
        const ms = Math.max(...lanes.map((each) => waitFor(budget.taken[each], limitOf(each), use, at)));
        if (ms > 0) return { kind: 'wait', ms };
        const taken = { ...budget.taken };
        for (const each of lanes) taken[each] = withCalls(taken[each], limitOf(each), at, 1);
        const day = budget.day === null ? null : { ...budget.day, used: budget.day.used + 1 };
        await save({ ...budget, taken, day });
        return { kind: 'go' };
      }),

    note: (answer) =>
      inTurn(async () => {
        const loaded = await load();
        const now = clock.now();
        const { timeZone } = loaded.budget;
        const hints = rules.hintsOf(answer, now, timeZone);
        const noted = withHints(loaded.budget, hints, {
          now,
          at: steady(loaded),
          dayEnds: rules.dayEnds(now, timeZone),
        });
        // The use of a day is stored with the next call; a pause must survive the worker at once.
        if (hints.closed !== undefined) await save(noted);
        else known = { ...loaded, budget: noted };
      }),

    inTimeZone: (timeZone) =>
      inTurn(async () => {
        const { budget } = await load();
        if (budget.timeZone === timeZone || !isTimeZone(timeZone)) return;
        // What was heard of this day before its end was known ends with it too.
        const until = rules.dayEnds(clock.now(), timeZone);
        await save({
          ...budget,
          timeZone,
          day: budget.day && { ...budget.day, until },
          closed: budget.closed.map((each) => (each.why === 'daily' ? { ...each, until } : each)),
        });
      }),

    state: () =>
      inTurn(async () => {
        const loaded = await load();
        const { rolling, taken, day } = loaded.budget;
        const now = clock.now();
        const since = steady(loaded) - (rolling?.windowMs ?? 0);
        const barrier = barrierOf(loaded.budget, rules, 'sync', 'all', now);
        return {
          rolling: rolling && { ...rolling, used: taken.all.filter((at) => at > since).length },
          day: day !== null && now < day.until ? { used: day.used, limit: day.limit } : null,
          paused: barrier?.kind === 'paused' ? barrier : null,
        };
      }),
  };
};

const withoutPageShare = (limit: number): number => Math.max(1, Math.floor(limit * (1 - PAGE_SHARE)));

/** What has to be over before anything is asked: a refusal, or the part of the day that sync may use. */
const barrierOf = (
  { closed, day }: StoredBudget,
  { isDayKnown }: LimitRules,
  use: CallUse,
  lane: Lane,
  now: number,
): Exclude<Leave, { kind: 'go' }> | null => {
  // Before its beginning means that the clock was set back: nobody knows how much is left, so one call finds out.
  const standing = closed.filter(
    (each) =>
      (each.lane === 'all' || each.lane === lane) &&
      each.since <= now &&
      now < each.until &&
      (use === 'sync' || each.why !== 'daily' || isDayKnown),
  );
  const last = standing.toSorted((one, other) => other.until - one.until)[0];
  if (last !== undefined) {
    const { until, why } = last;
    return until - now <= LONGEST_WAIT_MS
      ? { kind: 'wait', ms: until - now }
      : { kind: 'paused', until, why };
  }
  if (use === 'page' || day === null || now >= day.until || day.used < withoutPageShare(day.limit))
    return null;
  return { kind: 'paused', until: day.until, why: 'daily' };
};

const waitFor = (taken: readonly number[], limit: RollingLimit | null, use: CallUse, at: number): number => {
  if (limit === null) return 0;
  const allowed = use === 'page' ? limit.calls : withoutPageShare(limit.calls);
  const standing = taken.filter((each) => each > at - limit.windowMs);
  const frees = standing.at(standing.length - allowed);
  return standing.length < allowed || frees === undefined ? 0 : frees + limit.windowMs - at;
};

const withCalls = (
  taken: readonly number[],
  limit: RollingLimit | null,
  at: number,
  calls: number,
): number[] => {
  if (limit === null) return [];
  const standing = taken.filter((each) => each > at - limit.windowMs);
  return [...standing, ...Array.from({ length: calls }, () => at)].slice(-MOST_REMEMBERED);
};

interface Moment {
  readonly now: number;
  readonly at: number;
  readonly dayEnds: number;
}

/** Where the server counts more calls than we made, others use the same budget: theirs count as made now. */
const withHints = (budget: StoredBudget, hints: LimitHints, { now, at, dayEnds }: Moment): StoredBudget => {
  const { rolling, day, closed } = hints;
  const limit: RollingLimit | null =
    rolling === undefined
      ? budget.rolling
      : { calls: Math.min(rolling.calls, MOST_REMEMBERED), windowMs: rolling.windowMs };
  const standing = withCalls(budget.taken.all, limit, at, 0);
  const others =
    rolling === undefined || limit === null
      ? 0
      : Math.min(limit.calls, rolling.calls - rolling.remaining) - standing.length;
  return {
    ...budget,
    rolling: limit,
    taken: { ...budget.taken, all: withCalls(standing, limit, at, Math.max(0, others)) },
    day: day === undefined ? budget.day : { ...day, until: dayEnds },
    closed: [
      ...budget.closed.filter((each) => each.since <= now && now < each.until),
      ...(closed === undefined ? [] : [{ ...closed, since: now }]),
    ],
  };
};
