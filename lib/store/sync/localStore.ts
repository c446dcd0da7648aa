import type { Dirty, LocalStore, StoredState } from '../../sync/ports.ts';
import { mergeRows, type RowOutcome, type RunState } from '../../sync/runState.ts';
import type { SyncDatabase } from './database.ts';
import { dirtyKey, dirtyOf } from './dirtyKey.ts';
import type { SyncStorage } from './storage.ts';
import { FORM, type StoredScope, storedKeys, storedOutcomes, storedScope } from './storedRows.ts';

/** Ids, or outcomes, per row of the database. */
const CHUNK = 500;

const NOTHING: StoredScope = { positions: null, run: null };

/**
 * The engine's store for one scope. Each method is one transaction; all reject with `storage`. A page of discovery adds rows, a
 * dealt batch rewrites the few rows that its ids lie in: neither grows with the dirty set.
 *
 * What cannot be read any more is dropped whole, positions with it: the next run reads everything anew, and so loses nothing.
 */
export const localStore = (storage: SyncStorage, scope: string): LocalStore => {
  // Which row each dirty id lies in. It only saves looking for it: every `load` makes it anew.
  let places: Places | null = null;

  const load = (): Promise<StoredState> =>
    storage.use(async (database) => {
      const read = await readScope(database, scope);
      if (read === null) await forget(database, scope);
      places = read?.places ?? new Map();
      return read?.state ?? { ...NOTHING, run: null, dirty: [] };
    });

  const knownPlaces = async (): Promise<Places> => {
    if (places === null) await load();
    return places ?? new Map();
  };

  return {
    load,

    saveDiscovery: async ({ positions, dirty }) => {
      const known = await knownPlaces();
      const added = await storage.use((database) =>
        database.transaction('rw', database.scopes, database.dirty, async () => {
          await keepScope(database, scope, (before) => ({ ...before, positions }));
          return addDirty(
            database,
            scope,
            dirty.map(dirtyKey).filter((key) => !known.has(key)),
          );
        }),
      );
      for (const [key, n] of added) known.set(key, n);
    },

    saveRun: (state) =>
      storage.use((database) =>
        database.transaction('rw', database.scopes, database.outcomes, async () => {
          await keepScope(database, scope, (before) => ({ ...before, run: headOf(state) }));
          await database.outcomes.where('scope').equals(scope).delete();
          await addOutcomes(database, scope, state?.rows ?? []);
        }),
      ),

    settle: async ({ dirty, outcomes, again }) => {
      const known = await knownPlaces();
      const gone = new Set(dirty.map(dirtyKey));
      const added = await storage.use((database) =>
        database.transaction('rw', database.scopes, database.dirty, database.outcomes, async () => {
          await removeDirty(database, gone, known);
          const { run } = storedScope(await database.scopes.get(scope)) ?? NOTHING;
          if (run !== null) await addOutcomes(database, scope, outcomes);
          return addDirty(
            database,
            scope,
            again.map(dirtyKey).filter((key) => gone.has(key) || !known.has(key)),
          );
        }),
      );
      for (const key of gone) known.delete(key);
      for (const [key, n] of added) known.set(key, n);
    },
  };
};

type Places = Map<string, number>;

/** A run without its rows, which lie apart. */
const headOf = (state: RunState | null): StoredScope['run'] => {
  if (state === null) return null;
  const { rows: _, ...head } = state;
  return head;
};

interface Read {
  readonly state: StoredState;
  readonly places: Places;
}

/** null = something of it cannot be read. */
const readScope = (database: SyncDatabase, scope: string): Promise<Read | null> =>
  database.transaction(
    'r',
    database.scopes,
    database.dirty,
    database.outcomes,
    async (): Promise<Read | null> => {
      const [row, chunks, results] = await Promise.all([
        database.scopes.get(scope),
        database.dirty.where('scope').equals(scope).sortBy('n'),
        database.outcomes.where('scope').equals(scope).sortBy('n'),
      ]);
      const stored = row === undefined ? NOTHING : storedScope(row);
      const places = new Map<string, number>();
      const dirty: Dirty[] = [];
      for (const { n, keys } of chunks) {
        for (const key of storedKeys(keys) ?? ['']) {
          const one = dirtyOf(key);
          if (one === null) return null;
          if (!places.has(key)) dirty.push(one);
          places.set(key, n);
        }
      }
      const rows = results.map((result) => storedOutcomes(result.rows));
      if (stored === null || rows.includes(null)) return null;
      const told = rows.flatMap((each) => each ?? []);
      // Written as a run without its rows, by `saveRun`.
      const run = stored.run === null ? null : ({ ...stored.run, rows: mergeRows([], told) } as RunState);
      return { state: { positions: stored.positions, dirty, run }, places };
    },
  );

const keepScope = async (
  database: SyncDatabase,
  scope: string,
  change: (before: StoredScope) => StoredScope,
): Promise<void> => {
  const before = storedScope(await database.scopes.get(scope)) ?? NOTHING;
  await database.scopes.put({ scope, form: FORM, ...change(before) });
};

/** Answers which row each went to. */
const addDirty = async (
  database: SyncDatabase,
  scope: string,
  keys: readonly string[],
): Promise<readonly (readonly [string, number])[]> => {
  const added: (readonly [string, number])[] = [];
  for (const chunk of inChunks([...new Set(keys)])) {
    const n = await database.dirty.add({ scope, keys: chunk });
    for (const key of chunk) added.push([key, n]);
  }
  return added;
};

const removeDirty = async (
  database: SyncDatabase,
  gone: ReadonlySet<string>,
  places: Places,
): Promise<void> => {
  const touched = new Set([...gone].flatMap((key) => places.get(key) ?? []));
  const chunks = await database.dirty.bulkGet([...touched]);
  const left = chunks.flatMap((chunk) =>
    chunk === undefined ? [] : [{ ...chunk, keys: chunk.keys.filter((key) => !gone.has(key)) }],
  );
  await database.dirty.bulkDelete(left.filter(({ keys }) => keys.length === 0).map(({ n }) => n));
  await database.dirty.bulkPut(left.filter(({ keys }) => keys.length > 0));
};

const addOutcomes = async (
  database: SyncDatabase,
  scope: string,
  outcomes: readonly RowOutcome[],
): Promise<void> => {
  await database.outcomes.bulkAdd(inChunks(outcomes).map((rows) => ({ scope, rows })));
};

const inChunks = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, index) =>
    all.slice(index * CHUNK, (index + 1) * CHUNK),
  );

/** Everything that is kept of a scope. */
export const forget = (database: SyncDatabase, scope: string): Promise<void> =>
  database.transaction('rw', database.scopes, database.dirty, database.outcomes, async () => {
    await database.scopes.delete(scope);
    await database.dirty.where('scope').equals(scope).delete();
    await database.outcomes.where('scope').equals(scope).delete();
  });
