import type { RecordRef } from './record.ts';

/** One string per record, for maps and cache keys. In a file of its own, so that a page can have it without the schemas. */
export const recordKey = (record: RecordRef): string =>
  `${record.system}/${record.org}/${record.object}/${record.id}`;

/** The record that `recordKey` wrote; null for a text that it did not. */
export const recordOfKey = (key: string): RecordRef | null => {
  const [system, org, object, id, ...rest] = key.split('/');
  if (system !== 'salesforce' && system !== 'hubspot') return null;
  if (!org || !object || !id || rest.length > 0) return null;
  return { system, org, object, id };
};
