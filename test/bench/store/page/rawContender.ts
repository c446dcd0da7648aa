import type { Open } from './contender.ts';
import type { Document } from './document.ts';

const NAME = 'bench-raw';

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
/** The database gives back what was put in. */
const documentsOf = (request: IDBRequest<unknown[]>): Promise<readonly Document[]> =>
  asked(request as IDBRequest<Document[]>);
const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });

/** IndexedDB without a library: the floor. */
export const openRaw: Open = async () => {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore('documents', { keyPath: 'id' });
    store.createIndex('modified', 'modified');
    store.createIndex('scope', 'scope');
    opening.result.createObjectStore('places');
  };
  const database = await asked(opening);
  const keepPlace = (transaction: IDBTransaction, position: number) =>
    transaction.objectStore('places').put(position, 'position');

  return {
    insert: async (page, position) => {
      const transaction = database.transaction(['documents', 'places'], 'readwrite');
      const store = transaction.objectStore('documents');
      for (const document of page) store.put(document);
      keepPlace(transaction, position);
      await done(transaction);
    },
    range: async (from, to) => {
      const index = database.transaction('documents').objectStore('documents').index('modified');
      const found = await documentsOf(index.getAll(IDBKeyRange.bound(from, to, false, true)));
      return found.length;
    },
    pull: async (size) => {
      let after = 0;
      for (let seen = 0; ; ) {
        const transaction = database.transaction(['documents', 'places'], 'readwrite');
        const index = transaction.objectStore('documents').index('modified');
        const page = await documentsOf(index.getAll(IDBKeyRange.lowerBound(after, true), size));
        const last = page.at(-1);
        if (last === undefined) return seen;
        after = last.modified;
        seen += page.length;
        keepPlace(transaction, after);
        await done(transaction);
      }
    },
    close: async () => {
      database.close();
      await asked(indexedDB.deleteDatabase(NAME));
    },
  };
};
