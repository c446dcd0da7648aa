import type { Written } from '../../../api/sync/values.ts';
import type { RecordRefused } from '../../records.ts';
import type { BookField, Held } from './fields/field.ts';
import { asColumn } from './object.ts';
import { refusedFinance, refusedMissing, refusedReadOnly, refusedUnknown, refusedValue } from './refusals.ts';

type Checked =
  | { readonly kind: 'accepted'; readonly columns: Readonly<Record<string, Held>> }
  | RecordRefused;

const whyNot = (field: BookField | undefined, name: string, isNew: boolean): RecordRefused | null => {
  if (field === undefined) return refusedUnknown(name);
  if (field.financeOwned) return refusedFinance(name, field.label);
  return (isNew ? field.creatable : !field.readOnly) ? null : refusedReadOnly(name, field.label);
};

const check = (
  registry: readonly BookField[],
  patch: Readonly<Record<string, Written>>,
  isNew: boolean,
): Checked => {
  const columns: Record<string, Held> = {};
  const refused: RecordRefused[] = [];
  for (const [name, value] of Object.entries(patch)) {
    const field = registry.find((each) => each.name === name);
    const no = whyNot(field, name, isNew);
    if (no !== null || field === undefined) {
      if (no !== null) refused.push(no);
      continue;
    }
    const parsed = field.accepts.safeParse(asColumn(value));
    if (parsed.success) columns[name] = parsed.data;
    else refused.push(refusedValue(name, field.wants));
  }
  const [first] = refused;
  if (first === undefined) return { kind: 'accepted', columns };
  return { ...first, fields: refused.flatMap(({ fields }) => fields) };
};

/** A change of a record by the registry: what is not named there is refused, finance's fields above all. The first reason is told, and every field. */
export const checkPatch = (
  registry: readonly BookField[],
  patch: Readonly<Record<string, Written>>,
): Checked => check(registry, patch, false);

/** The same for a new record, which also has to have what no record is without. */
export const checkNew = (
  registry: readonly BookField[],
  fields: Readonly<Record<string, Written>>,
): Checked => {
  const checked = check(registry, fields, true);
  if (checked.kind === 'refused') return checked;
  const missing = registry.find(
    ({ name, required, creatable }) => required && creatable && checked.columns[name] === undefined,
  );
  return missing === undefined ? checked : refusedMissing(missing.name, missing.label);
};
