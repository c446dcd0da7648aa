// Long because every form in which a server says no stands here beside what follows from it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CallUse, callBudget } from './callBudget.ts';
import type { BudgetStore, StoredBudget } from './storedBudget.ts';

const START = Date.parse('2026-11-20T11:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const memoryStore = (): BudgetStore & { readonly rows: Map<string, StoredBudget> } => {
  const rows = new Map<string, StoredBudget>();
  return {
    rows,
    read: async (org) => rows.get(org) ?? null,
    // A copy, as a database makes one.
    write: async (org, budget) => void rows.set(org, structuredClone(budget)),
  };
};

/** One org as workers come and go: `at` is true time, `set` how far the computer's clock is off. */
const world = (system: 'hubspot' | 'salesforce' = 'hubspot', store: BudgetStore = memoryStore()) => {
  const time = { at: START, set: 0, born: START };
  const failures: unknown[] = [];
  const clock = { now: () => time.at + time.set, elapsed: () => time.at - time.born };
  const born = () => {
    time.born = time.at;
    return callBudget({ system, org: '4711', store, clock, onStoreFailure: (error) => failures.push(error) });
  };
  return { time, failures, store, born, clock };
};

const answer = (headers: Record<string, string> = {}, status = 200, body: unknown = {}) => ({
  status,
  headers: new Headers(headers),
  text: JSON.stringify(body),
});
const usage = (max: number, remaining: number, intervalMs = 10_000) =>
  answer({
    'X-HubSpot-RateLimit-Max': String(max),
    'X-HubSpot-RateLimit-Remaining': String(remaining),
    'X-HubSpot-RateLimit-Interval-Milliseconds': String(intervalMs),
  });
const refused = (body: unknown, headers: Record<string, string> = {}) => answer(headers, 429, body);
const takeAll = async (budget: ReturnType<typeof callBudget>, use: CallUse) => {
  for (let made = 0; ; made++) if ((await budget.take(use)).kind !== 'go') return made;
};

describe('in any ten seconds', () => {
  test('sync never takes the last fifth, and a page view still has it', async () => {
    const { born, time } = world();
    const budget = born();
    expect(await takeAll(budget, 'sync')).toBe(80);
    expect(await takeAll(budget, 'page')).toBe(20);
    time.at += 9_999;
    expect(await budget.take('page')).toEqual({ kind: 'wait', ms: 1 });
    time.at += 1;
    expect(await budget.take('page')).toEqual({ kind: 'go' });
  });

  test('the limit is the one that the server names', async () => {
    const budget = world().born();
    await budget.note(usage(190, 190));
    expect(await takeAll(budget, 'page')).toBe(190);
    expect((await budget.state()).rolling).toEqual({ calls: 190, windowMs: 10_000, used: 190 });
  });

  test('calls of others that the server counts are not there for us', async () => {
    const budget = world().born();
    await budget.take('page');
    await budget.note(usage(100, 29));
    expect(await takeAll(budget, 'sync')).toBe(9);
    expect(await takeAll(budget, 'page')).toBe(20);
  });

  test('five searches a second are a limit of their own, one of them for pages', async () => {
    const { born, time } = world();
    const budget = born();
    const search = (use: CallUse) => budget.take(use, 'search');
    for (let made = 0; made < 4; made++) expect((await search('sync')).kind).toBe('go');
    expect(await search('sync')).toEqual({ kind: 'wait', ms: 1_000 });
    expect((await search('page')).kind).toBe('go');
    expect((await search('page')).kind).toBe('wait');
    expect((await budget.take('sync')).kind).toBe('go');
    time.at += 1_000;
    expect((await search('sync')).kind).toBe('go');
    expect((await budget.state()).rolling?.used).toBe(7);
  });

  test('those who ask at once do not get the same token', async () => {
    const budget = world().born();
    const leaves = await Promise.all(Array.from({ length: 300 }, () => budget.take('page')));
    expect(leaves.filter(({ kind }) => kind === 'go')).toHaveLength(100);
  });

  test('Salesforce has no such limit', async () => {
    const budget = world('salesforce').born();
    for (let made = 0; made < 500; made++) expect((await budget.take('sync')).kind).toBe('go');
    expect((await budget.state()).rolling).toBeNull();
    expect(
      budget.laneOf({ method: 'POST', url: 'https://acme.my.salesforce.com/parameterizedSearch/search' }),
    ).toBe('all');
  });
});

describe('what survives the worker', () => {
  test('is every call of the last ten seconds', async () => {
    const { born } = world();
    await takeAll(born(), 'page');
    expect((await born().take('page')).kind).toBe('wait');
  });

  test('a clock that was set back meanwhile costs one window at most, a stored form that nobody knows nothing', async () => {
    const { born, time, store } = world();
    await takeAll(born(), 'page');
    time.set = -DAY;
    const budget = born();
    expect(await budget.take('page')).toEqual({ kind: 'wait', ms: 10_000 });
    time.at += 10_000;
    expect((await budget.take('page')).kind).toBe('go');
    await store.write('hubspot/4711', { form: 'of old' } as unknown as StoredBudget);
    expect(await takeAll(born(), 'page')).toBe(100);
  });

  test('a store that fails is told of, and the count goes on in memory', async () => {
    const broken: BudgetStore = {
      read: () => Promise.reject(new Error('closed')),
      write: () => Promise.reject(new Error('full')),
    };
    const { born, failures } = world('hubspot', broken);
    expect(await takeAll(born(), 'page')).toBe(100);
    expect(failures).toHaveLength(101);
  });
});

describe('a refusal', () => {
  const DAILY = { status: 'error', errorType: 'RATE_LIMIT', policyName: 'DAILY', message: 'spent' };

  test('of search holds back searches for a second and nothing else', async () => {
    const { born, time } = world();
    const budget = born();
    const body = {
      status: 'error',
      message: 'You have reached your secondly limit.',
      category: 'RATE_LIMITS',
    };
    await budget.note(refused(body));
    expect(await budget.take('page', 'search')).toEqual({ kind: 'wait', ms: 1_000 });
    expect((await budget.take('page')).kind).toBe('go');
    time.at += 1_000;
    expect((await budget.take('page', 'search')).kind).toBe('go');
  });

  test.each([
    ['for the interval in its headers', { 'X-HubSpot-RateLimit-Interval-Milliseconds': '7000' }, 7_000],
    ['for a second where no header tells', {}, 1_000],
    ['as long as Retry-After says', { 'Retry-After': '3' }, 3_000],
  ])('of ten seconds holds %s', async (_, headers, ms) => {
    const budget = world().born();
    const body = {
      policyName: 'TEN_SECONDLY_ROLLING',
      message: 'You have reached your ten_secondly_rolling limit.',
    };
    await budget.note(refused(body, headers));
    expect(await budget.take('page')).toEqual({ kind: 'wait', ms });
  });

  test('without a body that says more holds a second', async () => {
    const budget = world().born();
    await budget.note({ ...refused({}), text: '<html>' });
    expect(await budget.take('page')).toEqual({ kind: 'wait', ms: 1_000 });
  });

  test('of the day pauses until midnight where the portal is', async () => {
    const { born, time } = world();
    await born().inTimeZone('Europe/Berlin');
    await born().inTimeZone('Europe/Atlantis');
    await born().note(refused(DAILY));
    const until = Date.parse('2026-11-20T23:00:00Z');
    expect(await born().take('page')).toEqual({ kind: 'paused', until, why: 'daily' });
    expect((await born().state()).paused).toEqual({ kind: 'paused', until, why: 'daily' });
    time.at = until - 4_000;
    expect(await born().take('page')).toEqual({ kind: 'wait', ms: 4_000 });
    time.at = until;
    expect((await born().take('page')).kind).toBe('go');
  });

  test('of the day that was heard before the zone was known lasts until midnight there all the same', async () => {
    const { born } = world();
    const budget = born();
    await budget.note(
      answer({ 'X-HubSpot-RateLimit-Daily': '1000', 'X-HubSpot-RateLimit-Daily-Remaining': '0' }),
    );
    await budget.note(refused(DAILY));
    await budget.inTimeZone('Europe/Berlin');
    const until = Date.parse('2026-11-20T23:00:00Z');
    expect(await budget.take('page')).toEqual({ kind: 'paused', until, why: 'daily' });
    expect(await born().take('sync')).toEqual({ kind: 'paused', until, why: 'daily' });
  });

  test('of the day pauses until the next full hour where nobody knows the zone', async () => {
    const { born, time } = world();
    time.at += 20 * 60_000;
    const budget = born();
    await budget.note(refused(DAILY));
    expect(await budget.take('sync')).toEqual({ kind: 'paused', until: START + HOUR, why: 'daily' });
  });

  test('by Salesforce pauses for an hour, for its day rolls, and then one call asks', async () => {
    const { born } = world('salesforce');
    const spent = [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }];
    await born().note(answer({}, 403, spent));
    expect(await born().take('sync')).toEqual({ kind: 'paused', until: START + HOUR, why: 'daily' });
    // Nobody knows when calls are freed: a person who looks at a page is not kept from asking.
    expect(await born().take('page')).toEqual({ kind: 'go' });
    const other = world('salesforce').born();
    await other.note(answer({}, 403, [{ message: 'No.', errorCode: 'INSUFFICIENT_ACCESS' }]));
    expect((await other.take('page')).kind).toBe('go');
  });

  test.each([
    ['hubspot', 477],
    ['hubspot', 503],
    ['salesforce', 503],
  ] as const)(
    'of %s with status %i and Retry-After is believed for an hour at most',
    async (system, status) => {
      const budget = world(system).born();
      await budget.note(answer({ 'Retry-After': '60' }, status));
      expect(await budget.take('page')).toEqual({ kind: 'paused', until: START + 60_000, why: 'server' });
      await budget.note(answer({ 'Retry-After': '999999' }, status));
      expect(await budget.take('page')).toEqual({ kind: 'paused', until: START + HOUR, why: 'server' });
    },
  );

  test('is over when the clock is set back before its beginning: one call finds out', async () => {
    const { born, time } = world();
    const budget = born();
    await budget.note(refused(DAILY));
    time.set = -DAY;
    expect((await budget.take('page')).kind).toBe('go');
  });
});

describe('the quota of a day', () => {
  test('is not used up by sync: its last fifth is for pages, and the count goes on between answers', async () => {
    const { born, time } = world('salesforce');
    const budget = born();
    await budget.note(answer({ 'Sforce-Limit-Info': 'api-usage=78/100' }));
    expect(await takeAll(budget, 'sync')).toBe(2);
    const paused = { kind: 'paused', until: START + HOUR, why: 'daily' };
    expect(await budget.take('sync')).toEqual(paused);
    expect(await budget.state()).toEqual({ rolling: null, day: { used: 80, limit: 100 }, paused });
    expect((await budget.take('page')).kind).toBe('go');
    time.at += HOUR;
    expect((await budget.take('sync')).kind).toBe('go');
    expect((await budget.state()).day).toBeNull();
  });

  test('of HubSpot ends at the midnight of the portal', async () => {
    const budget = world().born();
    await budget.inTimeZone('America/New_York');
    await budget.note(
      answer({ 'X-HubSpot-RateLimit-Daily': '1000', 'X-HubSpot-RateLimit-Daily-Remaining': '150' }),
    );
    const until = Date.parse('2026-11-21T05:00:00Z');
    expect(await budget.take('sync')).toEqual({ kind: 'paused', until, why: 'daily' });
  });
});

describe('whatever happens', () => {
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('take' as const),
        use: fc.constantFrom<CallUse>('page', 'sync'),
        times: fc.integer({ min: 1, max: 40 }),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 6_000 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('die' as const), ms: fc.integer({ min: 0, max: 6_000 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('setClock' as const),
        to: fc.constantFrom(-DAY, -5_000, 0, 5_000, DAY),
      }),
    },
  );

  test('no window sees more calls than the limit, and none that sync began leaves a page view without', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { born, time } = world();
        let budget = born();
        let diedAt = Number.NEGATIVE_INFINITY;
        const calls: { readonly at: number; readonly use: CallUse }[] = [];
        const lately = () => calls.filter(({ at }) => at > time.at - 10_000);
        for (const each of steps) {
          if (each.do === 'pass') time.at += each.ms;
          // While nobody watches, a clock that is set forward cannot be told from time that passed.
          if (each.do === 'setClock' && each.to <= time.set) time.set = each.to;
          if (each.do === 'die') {
            time.at += each.ms;
            diedAt = time.at;
            budget = born();
          }
          if (each.do !== 'take') continue;
          for (let made = 0; made < each.times; made++) {
            const leave = await budget.take(each.use);
            if (leave.kind === 'go') calls.push({ at: time.at, use: each.use });
            const pages = lately().filter(({ use }) => use === 'page').length;
            if (each.use === 'page' && pages < 20 && time.at - diedAt > 10_000) expect(leave.kind).toBe('go');
          }
          expect(lately().length).toBeLessThanOrEqual(100);
          expect(calls.length === 0 || lately().filter(({ use }) => use === 'sync').length <= 80).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
