import type { Page } from 'playwright-core';

/**
 * What the sync has stored in this browser is as a build before the first kept it: rows of another form, positions as a bare number,
 * a run and a last sync that say less. From one of the extension's own pages, no worker being awake.
 */
export const ageSyncState = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('ledgerside-sync');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const transaction = database.transaction(['scopes', 'dirty', 'named'], 'readwrite');
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            database.close();
            resolve();
          };
          const scopes = transaction.objectStore('scopes');
          scopes.getAllKeys().onsuccess = ({ target }) => {
            for (const scope of (target as IDBRequest<IDBValidKey[]>).result) {
              scopes.put({ scope, form: 0, positions: 7, run: { id: 'older', phase: 'pulling' } });
              transaction.objectStore('dirty').put({ scope, keys: ['account:1'] });
            }
          };
          const named = transaction.objectStore('named');
          named.put({ name: 'active', value: { id: 'older', trigger: 'manual', step: 3 } });
          named.put({ name: 'last', value: { id: 'older', at: 1, ok: true } });
        };
      }),
  );
