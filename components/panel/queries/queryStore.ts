import { sameWhereEqual } from './sameWhereEqual.ts';

/**
 * The panel's questions and their newest answers. It is TanStack Query's behaviour, and its names, in a tenth of its size: the panel is
 * carried by every record page, and asks few things. Mutations, pages, suspense, hydration and selectors are absent on purpose.
 */
export interface QueryStore {
  /** The answer of a key, as it stands; the same object until something of it changes. */
  state<T>(key: QueryKey): QueryState<T>;
  /** Asks as long as somebody is interested; the last to leave aborts what is under way. */
  observe<T>(question: Question<T>, onChange: () => void): () => void;
  refetch(key: QueryKey): void;
  /** An answer that somebody else has got already. */
  put<T>(key: QueryKey, answer: T): void;
  /** What begins with these parts is asked anew: now where somebody looks, else when somebody does. */
  invalidate(start: QueryKey): void;
  /** Forgets every answer; what somebody looks at is asked anew. */
  reset(): void;
  /** Forgets everything and asks nothing. */
  close(): void;
}

export type QueryKey = readonly (string | null)[];

export interface QueryState<T> {
  readonly data: T | undefined;
  /** Why the latest question failed; the data, where there is any, is from before. */
  readonly error: Error | null;
  /** Epoch ms of that failure. */
  readonly errorUpdatedAt: number;
  readonly isFetching: boolean;
  /** Why the question that is under way is asked again. */
  readonly failureReason: Error | null;
}

export interface Question<T> {
  readonly key: QueryKey;
  /** Answer JSON values only. */
  ask(signal: AbortSignal): Promise<T>;
  /** Milliseconds that an answer is good for; absent = as long as the store says. */
  readonly staleTime?: number | undefined;
  readonly retry?: boolean | undefined;
}

export interface QueryRules {
  readonly staleTime: number;
  /** `failures` before this one. */
  shouldRetry(failures: number, error: Error): boolean;
  retryDelay(failures: number): number;
  /**
   * A question that failed like this is asked again by itself after so many ms; null = not by itself. `sinceOnline`: how often it has
   * been since the browser last came online; null = it has not, or has had an answer since.
   */
  askAgainAfter(error: Error, sinceOnline: number | null): number | null;
  /** What coming back to the tab does about a question that failed. */
  onReturn(error: Error): 'ask' | 'leave';
}

/** An answer that nobody looks at is kept this long: back and forth between records is instant. */
const KEEP_MS = 5 * 60_000;

const NOTHING: QueryState<never> = {
  data: undefined,
  error: null,
  errorUpdatedAt: 0,
  isFetching: false,
  failureReason: null,
};

interface Query {
  readonly key: QueryKey;
  state: QueryState<unknown>;
  /** Epoch ms of the answer; 0 = none, or it is no longer true. */
  answeredAt: number;
  readonly watchers: Map<() => void, Question<unknown>>;
  running: AbortController | null;
  timer: ReturnType<typeof setTimeout> | undefined;
  sinceOnline: number | null;
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

export const createQueryStore = (rules: QueryRules): QueryStore => {
  const queries = new Map<string, Query>();
  let isClosed = false;

  const queryOf = (key: QueryKey): Query => {
    const name = JSON.stringify(key);
    const query = queries.get(name) ?? {
      key,
      state: NOTHING,
      answeredAt: 0,
      watchers: new Map(),
      running: null,
      timer: undefined,
      sinceOnline: null,
    };
    queries.set(name, query);
    return query;
  };

  const set = (query: Query, change: Partial<QueryState<unknown>>) => {
    query.state = { ...query.state, ...change };
    for (const watcher of query.watchers.keys()) watcher();
  };
  const later = (query: Query, ms: number, work: () => void) => {
    clearTimeout(query.timer);
    if (!isClosed) query.timer = setTimeout(work, ms);
  };
  const stop = (query: Query) => {
    clearTimeout(query.timer);
    query.running?.abort();
    query.running = null;
  };

  const run = (query: Query, { ask, retry = true }: Question<unknown>) => {
    stop(query);
    const running = new AbortController();
    const { signal } = running;
    query.running = running;
    // Without an answer to stand beside, an old failure would pass for the new one.
    const before = query.state.data === undefined ? { error: null } : {};
    set(query, { ...before, isFetching: true, failureReason: null });
    const attempt = async (failures: number) => {
      try {
        const answer = await ask(signal);
        if (signal.aborted) return;
        query.running = null;
        query.answeredAt = Date.now();
        query.sinceOnline = null;
        const data = sameWhereEqual(query.state.data, answer);
        set(query, { data, error: null, isFetching: false, failureReason: null });
      } catch (thrown) {
        if (signal.aborted) return;
        const error = asError(thrown);
        if (retry && rules.shouldRetry(failures, error)) {
          set(query, { failureReason: error });
          later(query, rules.retryDelay(failures), () => void attempt(failures + 1));
          return;
        }
        query.running = null;
        query.answeredAt = 0;
        set(query, { error, errorUpdatedAt: Date.now(), isFetching: false, failureReason: error });
        const again = rules.askAgainAfter(error, query.sinceOnline);
        if (again === null) return;
        if (query.sinceOnline !== null) query.sinceOnline += 1;
        later(query, again, () => askFor(query));
      }
    };
    void attempt(0);
  };

  /** Asks on behalf of whoever looks; nobody = nothing. */
  const askFor = (query: Query) => {
    const [question] = query.watchers.values();
    if (question !== undefined) run(query, question);
  };
  const isStale = (query: Query, { staleTime = rules.staleTime }: Question<unknown>): boolean =>
    query.state.data === undefined || query.answeredAt === 0 || Date.now() - query.answeredAt >= staleTime;

  const leave = (query: Query) => {
    const wasRunning = query.running !== null;
    stop(query);
    if (wasRunning) query.state = { ...query.state, isFetching: false, failureReason: null };
    later(query, KEEP_MS, () => queries.delete(JSON.stringify(query.key)));
  };

  const onReturn = () => {
    if (document.visibilityState === 'hidden') return;
    for (const query of queries.values()) {
      const { error } = query.state;
      const [question] = query.watchers.values();
      if (question === undefined || query.running !== null) continue;
      if (error === null ? isStale(query, question) : rules.onReturn(error) === 'ask') run(query, question);
    }
  };
  const onOnline = () => {
    for (const query of queries.values()) {
      query.sinceOnline = 0;
      askFor(query);
    }
  };
  document.addEventListener('visibilitychange', onReturn);
  window.addEventListener('online', onOnline);

  return {
    state: <T>(key: QueryKey) => queryOf(key).state as QueryState<T>,
    observe: (question, onChange) => {
      const query = queryOf(question.key);
      // One that somebody comes back to is not to be forgotten meanwhile.
      if (query.watchers.size === 0) clearTimeout(query.timer);
      query.watchers.set(onChange, question);
      if (query.running === null && isStale(query, question)) run(query, question);
      return () => {
        query.watchers.delete(onChange);
        if (query.watchers.size === 0) leave(query);
      };
    },
    refetch: (key) => {
      const query = queryOf(key);
      // A first answer that is on its way is the newest there can be.
      if (query.running === null || query.state.data !== undefined) askFor(query);
    },
    put: (key, answer) => {
      const query = queryOf(key);
      query.answeredAt = Date.now();
      set(query, { data: answer });
    },
    invalidate: (start) => {
      for (const query of queries.values()) {
        if (!start.every((part, index) => query.key[index] === part)) continue;
        query.answeredAt = 0;
        askFor(query);
      }
    },
    reset: () => {
      for (const query of queries.values()) {
        stop(query);
        query.answeredAt = 0;
        set(query, NOTHING);
        askFor(query);
      }
    },
    close: () => {
      isClosed = true;
      document.removeEventListener('visibilitychange', onReturn);
      window.removeEventListener('online', onOnline);
      for (const query of queries.values()) stop(query);
      queries.clear();
    },
  };
};
