import type { Org } from '../context.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { Field } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object.ts';
import { noSuchColumn } from '../soql/bind.ts';

/** The object an address names; one that the org does not have is not found. */
export const objectNamed = (org: Org, name: string): ObjectDefinition => {
  const object = org.schema.object(name);
  if (object === undefined) throw notFound();
  return object;
};

/** `Id,Name` as the fields that the user sees; absent = all of them. One unknown name refuses the request. */
export const fieldsNamed = (
  org: Org,
  user: string,
  object: ObjectDefinition,
  names: readonly string[] | null,
): readonly Field[] => {
  const visible = org.access.fields(user, object);
  if (names === null) return visible;
  const found = names.map((name) => {
    const field = org.schema.field(object, name.trim());
    if (field === undefined || !visible.includes(field))
      throw new Refusal(400, 'INVALID_FIELD', noSuchColumn(name.trim(), object));
    return field;
  });
  // Id comes along whether it was asked for or not.
  const id = object.fields.filter((field) => field.name === 'Id' && !found.includes(field));
  return [...new Set([...found, ...id])];
};
