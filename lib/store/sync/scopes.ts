import { forget } from './localStore.ts';
import type { SyncStorage } from './storage.ts';
import { storedScope } from './storedRows.ts';

/**
 * Drops what is kept of every scope that begins with `prefix`: the next run there reads everything anew. Where the person, or the
 * CRM user, is another one, what the one before has seen says nothing.
 */
export const forgetScopes = (storage: SyncStorage, prefix: string): Promise<void> =>
  storage.use(async (database) => {
    const known = await Promise.all([
      database.scopes.where('scope').startsWith(prefix).primaryKeys(),
      database.dirty.where('scope').startsWith(prefix).uniqueKeys(),
      database.outcomes.where('scope').startsWith(prefix).uniqueKeys(),
    ]);
    for (const scope of new Set(known.flat().map(String))) await forget(database, scope);
  });

/** The scope in which this run stands; null = in none of this browser. Rejects with `storage`. */
export const scopeOfRun = (storage: SyncStorage, run: string): Promise<string | null> =>
  storage.use(async (database) => {
    const rows = await database.scopes.toArray();
    return rows.find((row) => storedScope(row)?.run?.id === run)?.scope ?? null;
  });
