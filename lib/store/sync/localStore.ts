import type { EntityTable } from 'dexie';
import type { Dirty, LocalStore, StoredState } from '../../sync/ports.ts';
import { noteRow, type RowId, type RowOutcome, type RunState } from '../../sync/runState.ts';
import type { SyncDatabase } from './database.ts';
import { dirtyKey, dirtyOf } from './dirtyKey.ts';
import type { SyncStorage } from './storage.ts';
import { FORM, type StoredScope, storedKeys, storedOutcomes, storedScope } from './storedRows.ts';

/** Ids, or outcomes, per row of the database. */
const CHUNK = 500;
/** Rows of the database that are read, or written, in one go: between two of them whoever asks the worker has a turn. */
const SLICE = 10;

const NOTHING: StoredScope = { positions: null, run: null };

/**
 * The engine's store for one scope. Each method is one transaction; all reject with `storage`. A page of discovery adds rows, a
 * dealt batch rewrites the few rows that its ids lie in: neither grows with the dirty set.
 *
 * What cannot be read any more is dropped whole, positions with it: the next run reads everything anew, and so loses nothing. For the
 * same reason nothing is put to a scope that was taken away meanwhile, by the browser or a sign-out: a later page of a discovery would
 * leave a position behind which the earlier ones are missing.
 */
export const localStore = (storage: SyncStorage, scope: string): LocalStore => {
  // Which row each dirty id lies in. It only saves looking for it: every `load` makes it anew.
  let places: Places | null = null;
  /** It was there when this store last saw it. */
  let isThere = false;

  const load = (): Promise<StoredState> =>
    storage.use(async (database) => {
      const read = await readScope(database, scope);
      if (read === null) await forget(database, scope);
      places = read?.places ?? new Map();
      isThere = read?.isThere ?? false;
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
          const before = await readKept(database, scope, isThere);
          await keepScope(database, scope, { ...before, positions });
          return addDirty(
            database,
            scope,
            dirty.map(dirtyKey).filter((key) => !known.has(key)),
          );
        }),
      );
      isThere = true;
      for (const [key, n] of added) known.set(key, n);
    },

    saveRun: async (state) => {
      await storage.use((database) =>
        database.transaction('rw', database.scopes, database.outcomes, async () => {
          const before = await readKept(database, scope, isThere);
          await keepScope(database, scope, { ...before, run: headOf(state) });
          await database.outcomes.where('scope').equals(scope).delete();
          await addOutcomes(database, scope, state?.rows ?? []);
        }),
      );
      isThere = true;
    },

    settle: async ({ dirty, outcomes, again }) => {
      const known = await knownPlaces();
      const gone = new Set(dirty.map(dirtyKey));
      const added = await storage.use((database) =>
        database.transaction('rw', database.scopes, database.dirty, database.outcomes, async () => {
          const { run } = await readKept(database, scope, isThere);
          await removeDirty(database, gone, known);
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
  readonly isThere: boolean;
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
      const places = new Map<string, number>();
      const dirty: Dirty[] = [];
      const rows = new Map<RowId, RowOutcome>();
      let isReadable = true;
      const [row] = await Promise.all([
        database.scopes.get(scope),
        eachRow(database.dirty, scope, ({ n, keys }) => {
          for (const key of storedKeys(keys) ?? ['']) {
            const one = dirtyOf(key);
            isReadable &&= one !== null;
            if (one !== null && !places.has(key)) dirty.push(one);
            places.set(key, n);
          }
        }),
        eachRow(database.outcomes, scope, (result) => {
          const told = storedOutcomes(result.rows);
          isReadable &&= told !== null;
          for (const each of told ?? []) noteRow(rows, each);
        }),
      ]);
      const stored = row === undefined ? NOTHING : storedScope(row);
      if (stored === null) return null;
      if (!isReadable) return null;
      const told: RunState['rows'] = [...rows.values()];
      // Written as a run without its rows, by `saveRun`.
      const run = stored.run === null ? null : ({ ...stored.run, rows: told } as RunState);
      return { isThere: row !== undefined, state: { positions: stored.positions, dirty, run }, places };
    },
  );

/** A scope's rows, in the order in which they were added. */
const eachRow = async <Row extends { readonly n: number }>(
  table: EntityTable<Row, 'n'>,
  scope: string,
  take: (row: Row) => void,
): Promise<void> => {
  const ids = await table.where('scope').equals(scope).primaryKeys();
  for (const slice of inChunks(ids, SLICE))
    for (const row of await table.bulkGet([...slice])) if (row !== undefined) take(row);
};

/** Fails, and its transaction with it, where a scope that was there is no more. */
const readKept = async (database: SyncDatabase, scope: string, wasThere: boolean): Promise<StoredScope> => {
  const row = await database.scopes.get(scope);
  if (row === undefined && wasThere) throw new Error(`${scope} was taken away.`);
  return storedScope(row) ?? NOTHING;
};

const keepScope = async (database: SyncDatabase, scope: string, kept: StoredScope): Promise<void> => {
  await database.scopes.put({ scope, form: FORM, ...kept });
};

/** Answers which row each went to. */
const addDirty = async (
  database: SyncDatabase,
  scope: string,
  keys: readonly string[],
): Promise<readonly (readonly [string, number])[]> => {
  const added: (readonly [string, number])[] = [];
  for (const chunk of inChunks([...new Set(keys)], CHUNK)) {
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
  for (const slice of inChunks(inChunks(outcomes, CHUNK), SLICE))
    await database.outcomes.bulkAdd(slice.map((rows) => ({ scope, rows })));
};

const inChunks = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );

/** Everything that is kept of a scope. */
export const forget = (database: SyncDatabase, scope: string): Promise<void> =>
  database.transaction('rw', database.scopes, database.dirty, database.outcomes, async () => {
    await database.scopes.delete(scope);
    await database.dirty.where('scope').equals(scope).delete();
    await database.outcomes.where('scope').equals(scope).delete();
  });
