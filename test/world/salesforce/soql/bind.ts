import type { Access } from '../access.ts';
import type { Field } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object.ts';
import type { Schema } from '../schema/schema.ts';
import type { Path } from './parse.ts';
import { errorAt } from './token.ts';

/** A path whose names have been found: the field, and the lookup and object it is reached through. */
export interface Column {
  readonly field: Field;
  readonly parent: { readonly lookup: Field; readonly object: ObjectDefinition } | null;
}

/** Finds names in the schema as one user sees it: a hidden field is no field. */
export class Binder {
  readonly #schema: Schema;
  readonly #access: Access;
  readonly #user: string;
  readonly #query: string;

  constructor(schema: Schema, access: Access, user: string, query: string) {
    this.#schema = schema;
    this.#access = access;
    this.#user = user;
    this.#query = query;
  }

  object(path: Path): ObjectDefinition {
    const name = path.parts.join('.');
    const object = this.#schema.object(name);
    if (object !== undefined) return object;
    throw errorAt(
      this.#query,
      path.at,
      'INVALID_TYPE',
      `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
    );
  }

  column(object: ObjectDefinition, path: Path): Column {
    const [first = '', second, ...more] = path.parts;
    if (second === undefined) return { field: this.#field(object, first, path), parent: null };
    if (more.length > 0)
      throw errorAt(this.#query, path.at, 'MALFORMED_QUERY', `unexpected token: '${more.join('.')}'`);
    const lookup = this.#schema.relationship(object, first);
    const parent = this.#schema.object(lookup?.referenceTo[0] ?? '');
    if (lookup === undefined || parent === undefined || !this.#access.seesField(this.#user, object, lookup))
      throw errorAt(
        this.#query,
        path.at,
        'INVALID_FIELD',
        `Didn't understand relationship '${first}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
      );
    return { field: this.#field(parent, second, path), parent: { lookup, object: parent } };
  }

  #field(object: ObjectDefinition, name: string, path: Path): Field {
    const field = this.#schema.field(object, name);
    if (field !== undefined && this.#access.seesField(this.#user, object, field)) return field;
    throw errorAt(this.#query, path.at, 'INVALID_FIELD', noSuchColumn(name, object));
  }
}

export const noSuchColumn = (name: string, object: ObjectDefinition): string =>
  `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
