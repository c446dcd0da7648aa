import * as z from 'zod';
import type { FieldName } from '../../../sync/ids.ts';
import type { Stored } from '../../../sync/value.ts';
import type { Subanswer, Subrequest } from './composite.ts';
import { typeOf } from './describe.ts';
import type { ObjectContext } from './objectContext.ts';
import { recordId } from './rows.ts';
import { type Currency, isOwnDoing, seenIn } from './values.ts';
import type { Patch } from './writeRow.ts';

const row = z.looseObject({ Id: recordId });
/** A record that is not there any more reads as null; a query has its records one level down. */
const rows = z.union([
  z.array(row.nullable()),
  z.object({ records: z.array(row) }).transform(({ records }) => records),
]);
export type ReadBack = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

type Readable = Pick<ObjectContext, 'described'>;

/** The described ones among the fields of these patches: naming another would refuse the whole reading. */
export const patchedFields = ({ described }: Readable, patches: readonly Patch[]): readonly string[] =>
  [...new Set(patches.flatMap((patch) => Object.keys(patch)))].filter((name) => {
    const field = described.fields.get(name as FieldName);
    return field !== undefined && typeOf(field) !== 'other';
  });

/** Reads what has just been written, in the same call and behind it. */
export const readBackOf = (
  context: Readable,
  written: readonly { readonly id: string; readonly patch: Patch | null }[],
): readonly Subrequest[] => {
  const patched = written.flatMap(({ id, patch }) => (patch === null ? [] : [{ id, patch }]));
  const fields = patchedFields(
    context,
    patched.map(({ patch }) => patch),
  );
  if (fields.length === 0) return [];
  const ids = patched.map(({ id }) => id);
  const path = `/composite/sobjects/${context.described.name}`;
  return [{ method: 'POST', path, body: { ids, fields: ['Id', ...fields.filter((name) => name !== 'Id')] } }];
};

export const readBackIn = (answer: Subanswer | undefined): ReadBack => {
  const read = rows.safeParse(answer?.body);
  return new Map((read.success ? read.data : []).flatMap((each) => (each === null ? [] : [[each.Id, each]])));
};

/**
 * What the org made of a patch; null where that is not certain. The reading comes after the write and not in its transaction, so
 * a value counts only where it is what Salesforce itself makes of the one that was sent: anything else may already be somebody's.
 */
export const storedOf = (
  { described }: Readable,
  back: Readonly<Record<string, unknown>> | undefined,
  patch: Patch,
  currency: Currency,
): Readonly<Record<FieldName, Stored>> | null => {
  if (back === undefined) return null;
  const stored: Record<FieldName, Stored> = {};
  for (const [key, written] of Object.entries(patch)) {
    const name = key as FieldName;
    const field = described.fields.get(name);
    const seen = field && seenIn(field, back[name], currency);
    if (field === undefined || seen === undefined || seen.kind === 'unseen') return null;
    if (!isOwnDoing(field, written, seen, currency)) return null;
    stored[name] = seen;
  }
  return stored;
};
