import type { FieldName } from '../../../sync/ids.ts';
import type { Refused } from '../../../sync/ports.ts';
import type { Stored, Written } from '../../../sync/value.ts';
import type { Row } from './batchAnswer.ts';
import { currencyOf } from './cells.ts';
import type { ObjectContext } from './objectContext.ts';
import { type Currency, seenIn, textOf } from './values.ts';

export type Encoded =
  | { readonly kind: 'properties'; readonly properties: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly fields: readonly FieldName[]; readonly reason: Refused };

/** Fields as the API takes them. Refused here is what the portal could only guess about, or would refuse for all rows at once. */
export const propertiesOf = (
  { described }: ObjectContext,
  fields: Readonly<Record<FieldName, Written>>,
  currency: Currency,
): Encoded => {
  const properties: Record<string, string> = {};
  for (const [key, written] of Object.entries(fields) as [FieldName, Written][]) {
    const property = described.get(key);
    if (property === undefined)
      return refused(key, 'PROPERTY_DOESNT_EXIST', `Property "${key}" does not exist.`);
    const text = textOf(property, written, currency);
    if (text === null)
      return refused(key, 'CURRENCY_UNKNOWN', `Nobody knows which currency "${key}" of this record is in.`);
    properties[key] = text;
  }
  return { kind: 'properties', properties };
};

const refused = (field: FieldName, code: string, message: string): Encoded => ({
  kind: 'refused',
  fields: [field],
  reason: { code, message },
});

/** The currency that these fields set for the record, if they do. */
export const currencyIn = (
  { object }: ObjectContext,
  fields: Readonly<Record<FieldName, Written>>,
): Currency => {
  const own = object.currencyProperty === null ? undefined : fields[object.currencyProperty as FieldName];
  return own?.kind === 'value' && typeof own.value === 'string' ? own.value : null;
};

/** What the portal made of the fields that were sent, by its answer; null where it does not tell all of it. */
export const storedIn = (
  context: ObjectContext,
  fields: readonly FieldName[],
  row: Row,
): Readonly<Record<FieldName, Stored>> | null => {
  const currency = currencyOf(context, row);
  const stored: Record<FieldName, Stored> = {};
  for (const name of fields) {
    const property = context.described.get(name);
    const seen = property && seenIn(property, row.properties[name], currency);
    if (seen === undefined || seen.kind === 'unseen') return null;
    stored[name] = seen;
  }
  return stored;
};
