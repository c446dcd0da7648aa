import { Dexie } from 'dexie';
import { localStore } from '../../../../lib/store/sync/localStore.ts';
import { syncStorage } from '../../../../lib/store/sync/storage.ts';
import type { CrmId, MappingVersion, ServerTime } from '../../../../lib/sync/ids.ts';
import type { Dirty } from '../../../../lib/sync/ports.ts';
import type { Open } from './contender.ts';

const SCOPE = 'salesforce/acme.my.salesforce.com/Account/customer/ida';

/** The product's: nobody ever asks for a dirty record by a field, so ids lie in rows of many, and no value of a record is stored. */
export const openOwn: Open = async () => {
  const store = localStore(syncStorage(), SCOPE);
  await store.load();
  return {
    insert: (page, position) =>
      store.saveDiscovery({
        positions: { mapping: 1 as MappingVersion, watermark: position as ServerTime, cursor: null },
        dirty: page.map(({ id }): Dirty => ({ kind: 'crm', id: id as CrmId })),
      }),
    range: null,
    pull: async (size) => {
      const { dirty } = await store.load();
      for (let from = 0; from < dirty.length; from += size)
        await store.settle({ dirty: dirty.slice(from, from + size), outcomes: [], again: [] });
      return dirty.length;
    },
    close: () => Dexie.delete('ledgerside-sync'),
  };
};
