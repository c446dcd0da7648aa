import type { Access } from '../access.ts';
import type { Switchboard } from '../bites/switchboard.ts';
import { KEY_PREFIXES, longId } from '../ids.ts';
import { entityDeleted, notFound, Refusal } from '../refusal.ts';
import type { Field, Row, Value } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object.ts';
import type { Schema } from '../schema/schema.ts';
import { refuseDuplicate, refuseNarrowed, refuseRepeatedValue, refuseRule } from './rules.ts';
import type { Store } from './store.ts';
import { storedValue } from './value.ts';

type Kind = 'insert' | 'update';

interface World {
  readonly schema: Schema;
  readonly store: Store;
  readonly access: Access;
  readonly bites: Switchboard;
}

const isObject = (body: unknown): body is Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null && !Array.isArray(body);

/** Writes of users: checked field by field, then stored. Every method throws a `Refusal` and then has changed nothing. */
export class Writer {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** `allowDuplicates`: header `Sforce-Duplicate-Rule-Header: allowSave=true`. */
  insert(user: string, object: ObjectDefinition, body: unknown, allowDuplicates = false): string {
    if (!object.createable)
      throw new Refusal(
        400,
        'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        `entity type cannot be inserted: ${object.label}`,
      );
    const values = this.#values(user, object, body, 'insert');
    const missing = object.fields.filter(
      (field) =>
        !field.nillable &&
        field.createable &&
        field.byDefault === null &&
        (values[field.name] ?? null) === null,
    );
    if (missing.length > 0) throw requiredMissing(missing);
    refuseActivated(object, values);
    this.#refuseByRules(object, null, values);
    if (!allowDuplicates) refuseDuplicate(this.#world, object, values);
    return this.#world.store.insert(object, values, user);
  }

  update(user: string, object: ObjectDefinition, id: string, body: unknown): void {
    const row = this.#writableRow(user, object, id);
    const values = this.#values(user, object, body, 'update');
    const emptied = object.fields.filter((field) => !field.nillable && values[field.name] === null);
    if (emptied.length > 0) throw requiredMissing(emptied);
    this.#refuseByRules(object, id, values);
    this.#refuseLocked(id);
    this.#world.store.update(String(row.Id), values, user);
  }

  remove(user: string, object: ObjectDefinition, id: string): void {
    this.#writableRow(user, object, id);
    this.#refuseLocked(id);
    this.#world.store.remove(id);
  }

  /** The row, if it is there for this user; says whether it is deleted or not found. */
  living(user: string, object: ObjectDefinition, id: string): Row {
    const row = this.#world.access.record(user, object, id);
    if (row !== undefined) return row;
    const deleted = this.#world.store.row(id)?.IsDeleted === true && this.#world.access.seesRecord(user, id);
    throw deleted ? entityDeleted() : notFound();
  }

  #writableRow(user: string, object: ObjectDefinition, id: string): Row {
    const row = this.living(user, object, id);
    if (this.#world.access.mayWrite(user, id)) return row;
    throw new Refusal(400, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  }

  #values(user: string, object: ObjectDefinition, body: unknown, kind: Kind): Row {
    if (!isObject(body))
      throw new Refusal(
        400,
        'JSON_PARSER_ERROR',
        'The HTTP entity body is required, but this request has no entity body.',
      );
    const values: Record<string, Value> = {};
    for (const [name, value] of Object.entries(body)) {
      if (name === 'attributes') continue;
      const field = this.#writable(user, object, name, kind);
      values[field.name] = this.#world.bites.isOn('valuesRewritten')
        ? storedValue(field, object.name, value)
        : (value as Value);
      if (field.type === 'reference') this.#refuseBrokenLookup(user, field, values[field.name] ?? null);
    }
    return { ...(object.completes?.(values) ?? {}), ...values };
  }

  #writable(user: string, object: ObjectDefinition, name: string, kind: Kind): Field {
    const field = this.#world.schema.field(object, name);
    if (field === undefined || !this.#world.access.seesField(user, object, field))
      throw new Refusal(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
    if (field.name === 'Id')
      throw new Refusal(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
    if (kind === 'insert' ? field.createable : field.updateable) return field;
    throw new Refusal(
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${field.name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      { fields: [field.name] },
    );
  }

  #refuseBrokenLookup(user: string, field: Field, id: Value): void {
    if (typeof id !== 'string') return;
    const target = this.#world.schema.object(field.referenceTo[0] ?? '');
    if (target === undefined)
      throw new Error(`${field.name} refers to an object that the org does not have.`);
    if (!id.startsWith(KEY_PREFIXES[target.name]))
      throw new Refusal(
        400,
        'FIELD_INTEGRITY_EXCEPTION',
        `${field.label}: id value of incorrect type: ${id}`,
        {
          fields: [field.name],
        },
      );
    const row = this.#world.access.record(user, target, id);
    if (row === undefined && this.#world.store.row(id)?.IsDeleted === true) throw entityDeleted();
    if (row === undefined)
      throw new Refusal(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', {
        fields: [field.name],
      });
  }

  #refuseByRules(object: ObjectDefinition, id: string | null, values: Row): void {
    refuseRepeatedValue(this.#world, object, id, values);
    refuseNarrowed(this.#world, object, values);
    refuseRule(this.#world, object, values);
  }

  #refuseLocked(id: string): void {
    if (this.#world.bites.strikes('rowLock', id) !== null)
      throw new Refusal(
        400,
        'UNABLE_TO_LOCK_ROW',
        `unable to obtain exclusive access to this record or 1 records: ${id}`,
      );
  }
}

const refuseActivated = ({ madeWithout }: ObjectDefinition, values: Row): void => {
  if (madeWithout === undefined || values[madeWithout.field] !== madeWithout.value) return;
  throw new Refusal(
    400,
    'FAILED_ACTIVATION',
    'Choose a valid order status and save your changes. Ask your Salesforce admin for details.',
    { fields: [madeWithout.field] },
  );
};

const requiredMissing = (fields: readonly Field[]): Refusal => {
  const names = fields.map((field) => field.name);
  return new Refusal(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, {
    fields: names,
  });
};

/** The 18-character form of an id in an address; anything else is not found. */
export const addressedId = (text: string): string => {
  const id = longId(text);
  if (id === null) throw notFound();
  return id;
};
