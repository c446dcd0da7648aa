import type { RecordRef } from './record.ts';

/** One string per record, for maps and cache keys. In a file of its own, so that a page can have it without the schemas. */
export const recordKey = (record: RecordRef): string =>
  `${record.system}/${record.org}/${record.object}/${record.id}`;
