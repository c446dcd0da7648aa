import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';

/** Another browser profile: nothing of ours in IndexedDB. Connections that are still open keep the one before. */
export const forgetDatabases = (): void => {
  globalThis.indexedDB = new IDBFactory();
  globalThis.IDBKeyRange = IDBKeyRange;
  Dexie.dependencies = { indexedDB: globalThis.indexedDB, IDBKeyRange };
};
