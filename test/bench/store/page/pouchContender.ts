import PouchDB from 'pouchdb-browser';
import * as z from 'zod';
import type { Open } from './contender.ts';

const changes = z.object({ last_seq: z.union([z.number(), z.string()]), results: z.array(z.unknown()) });
const rows = z.object({ rows: z.array(z.object({ doc: z.unknown() })) });

const idOf = (n: number): string => `001${String(n).padStart(15, '0')}`;

/** Its own index is the id, its own order of work the feed of changes; the ids grow as `modified` does. */
export const openPouch: Open = async () => {
  const database = new PouchDB('bench-pouch', { auto_compaction: true });
  const place = async (position: number | string) => {
    const known = await database.get('_local/position').catch(() => null);
    await database.put({ ...known, _id: '_local/position', position });
  };

  return {
    insert: async (page, position) => {
      const stored = await database.bulkDocs(page.map(({ id, ...rest }) => ({ _id: id, ...rest })));
      if (stored.some((row) => 'error' in row)) throw new Error('Documents were not stored.');
      await place(position);
    },
    range: async (from, to) => {
      const found = await database.allDocs({
        include_docs: true,
        startkey: idOf(from),
        endkey: idOf(to),
        inclusive_end: false,
      });
      return rows.parse(found).rows.length;
    },
    pull: async (size) => {
      let since: number | string = 0;
      for (let seen = 0; ; ) {
        const page = changes.parse(await database.changes({ since, limit: size, include_docs: true }));
        if (page.results.length === 0) return seen;
        since = page.last_seq;
        seen += page.results.length;
        await place(since);
      }
    },
    close: async () => {
      await database.destroy();
    },
  };
};
