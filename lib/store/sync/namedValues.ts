import type { SyncStorage } from './storage.ts';

/** Values under names, each replaced whole. Every method rejects with `storage`; what is read has to be proven by its reader. */
export interface NamedValues {
  /** undefined = nothing under this name. */
  read(name: string): Promise<unknown>;
  write(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
  /** All whose names begin so. */
  removeAll(beginning: string): Promise<void>;
}

export const namedValues = (storage: SyncStorage): NamedValues => ({
  read: (name) => storage.use(async (database) => (await database.named.get(name))?.value),
  write: (name, value) =>
    storage.use(async (database) => {
      await database.named.put({ name, value });
    }),
  remove: (name) => storage.use((database) => database.named.delete(name)),
  removeAll: (beginning) =>
    storage.use(async (database) => {
      await database.named.where('name').startsWith(beginning).delete();
    }),
});
