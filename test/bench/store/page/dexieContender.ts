import { Dexie, type EntityTable } from 'dexie';
import type { Open } from './contender.ts';
import type { Document } from './document.ts';

interface Place {
  readonly name: string;
  readonly position: number;
}

class BenchDatabase extends Dexie {
  declare documents: EntityTable<Document, 'id'>;
  declare places: EntityTable<Place, 'name'>;
  constructor() {
    super('bench-dexie');
    this.version(1).stores({ documents: 'id, modified, scope', places: 'name' });
  }
}

export const openDexie: Open = async () => {
  const database = new BenchDatabase();
  await database.open();
  const together = <T>(work: () => Promise<T>) =>
    database.transaction('rw', database.documents, database.places, work);

  return {
    insert: (page, position) =>
      together(async () => {
        await database.documents.bulkPut([...page]);
        await database.places.put({ name: 'position', position });
      }),
    range: async (from, to) =>
      (await database.documents.where('modified').between(from, to).toArray()).length,
    pull: async (size) => {
      let after = 0;
      for (let seen = 0; ; ) {
        const page = await together(async () => {
          const found = await database.documents.where('modified').above(after).limit(size).toArray();
          await database.places.put({ name: 'position', position: found.at(-1)?.modified ?? after });
          return found;
        });
        const last = page.at(-1);
        if (last === undefined) return seen;
        after = last.modified;
        seen += page.length;
      }
    },
    close: () => database.delete(),
  };
};
