import type { Field, Row } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object.ts';

/** `/services/data/v66.0/sobjects/Account/001…` */
export const recordPath = (version: string, object: string, id: string): string =>
  `/services/data/${version}/sobjects/${object}/${id}`;

/** A record as the API writes it: `attributes` first, then the fields that were asked for, null where empty. */
export const recordBody = (
  version: string,
  object: ObjectDefinition,
  fields: readonly Field[],
  row: Row,
): Record<string, unknown> => ({
  attributes: { type: object.name, url: recordPath(version, object.name, String(row.Id)) },
  ...Object.fromEntries(fields.map((field) => [field.name, row[field.name] ?? null])),
});
