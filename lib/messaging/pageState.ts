import type { RecordPage } from '../crm/port.ts';

/**
 * Which record the tab shows, told by the loader to the panel. Both are scripts of one isolated world: they share its
 * `globalThis`, which the page itself cannot reach.
 */
export interface PageState {
  /** null = not a record page: the panel hides itself. */
  current(): RecordPage | null;
  /** Grows with every change. What was asked under an older one must not be shown. */
  generation(): number;
  /** Calls back after each change; answers how to stop. */
  subscribe(listener: () => void): () => void;
}

export interface PageStateWriter extends PageState {
  set(page: RecordPage | null): void;
}

const PLACE = Symbol.for('ledgerside.pageState');
type World = typeof globalThis & { [PLACE]?: PageState };

/** The loader's half. A loader of an updated extension takes the place of the one before. */
export const publishPageState = (world: World = globalThis): PageStateWriter => {
  let page: RecordPage | null = null;
  let generation = 0;
  const listeners = new Set<() => void>();
  const state: PageStateWriter = {
    current: () => page,
    generation: () => generation,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set: (next) => {
      if (isSamePage(page, next)) return;
      page = next;
      generation += 1;
      for (const listener of [...listeners]) listener();
    },
  };
  world[PLACE] = state;
  return state;
};

/** The panel's half; null where no loader runs. */
export const readPageState = (world: World = globalThis): PageState | null => world[PLACE] ?? null;

/** Whether both are the same record on the same host. */
export const isSamePage = (one: RecordPage | null, other: RecordPage | null): boolean =>
  one === other ||
  (one !== null &&
    other !== null &&
    one.host === other.host &&
    one.record.org === other.record.org &&
    one.record.object === other.record.object &&
    one.record.id === other.record.id);
