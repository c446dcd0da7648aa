import { addRxPlugin, createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb';
import { RxDBLocalDocumentsPlugin } from 'rxdb/plugins/local-documents';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { Open } from './contender.ts';
import type { Document } from './document.ts';

const schema: RxJsonSchema<Document> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 18 },
    scope: { type: 'string', maxLength: 60 },
    modified: { type: 'integer', minimum: 0, maximum: 1_000_000, multipleOf: 1 },
    payload: { type: 'string' },
  },
  required: ['id', 'scope', 'modified', 'payload'],
  indexes: ['modified', 'scope'],
};

addRxPlugin(RxDBLocalDocumentsPlugin);

/** No transaction over two collections there: the position is a document of its own, stored behind the page. */
export const openRxdb: Open = async () => {
  const database = await createRxDatabase<{ readonly documents: RxCollection<Document> }>({
    name: 'bench-rxdb',
    storage: getRxStorageDexie(),
    multiInstance: false,
    localDocuments: true,
  });
  await database.addCollections({ documents: { schema } });
  const keepPlace = async (position: number) => {
    await database.upsertLocal('position', { position });
  };
  const { documents } = database.collections;

  return {
    insert: async (page, position) => {
      const { error } = await documents.bulkInsert([...page]);
      if (error.length > 0) throw new Error(`${error.length} documents were not stored.`);
      await keepPlace(position);
    },
    range: async (from, to) =>
      (await documents.find({ selector: { modified: { $gte: from, $lt: to } } }).exec()).length,
    pull: async (size) => {
      let after = 0;
      for (let seen = 0; ; ) {
        const page = await documents
          .find({ selector: { modified: { $gt: after } }, sort: [{ modified: 'asc' }], limit: size })
          .exec();
        const last = page.at(-1);
        if (last === undefined) return seen;
        after = last.modified;
        seen += page.length;
        await keepPlace(after);
      }
    },
    close: async () => {
      await database.remove();
    },
  };
};
