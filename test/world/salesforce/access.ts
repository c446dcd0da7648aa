import type { Switchboard } from './bites/switchboard.ts';
import type { Field, Row } from './schema/field.ts';
import type { ObjectDefinition } from './schema/object.ts';
import type { Store } from './store/store.ts';

/** Who sees what: field-level security and sharing. What a user may not see is, for that user, not there. */
export class Access {
  readonly #bites: Switchboard;
  readonly #store: Store;

  constructor(bites: Switchboard, store: Store) {
    this.#bites = bites;
    this.#store = store;
  }

  seesField(user: string, object: ObjectDefinition, field: Field): boolean {
    const deleted = this.#bites.setting('fieldDeleted');
    if (deleted?.object === object.name && deleted.field === field.name) return false;
    const hidden = this.#bites.setting('fieldHidden');
    return !(
      hidden !== null &&
      hidden.user === user &&
      hidden.object === object.name &&
      hidden.field === field.name
    );
  }

  seesRecord(user: string, id: string): boolean {
    const hidden = this.#bites.setting('recordHidden');
    return !(hidden !== null && hidden.user === user && hidden.id === id);
  }

  mayWrite(user: string, id: string): boolean {
    const locked = this.#bites.setting('recordReadOnly');
    return !(locked?.user === user && locked.id === id);
  }

  fields(user: string, object: ObjectDefinition): readonly Field[] {
    return object.fields.filter((field) => this.seesField(user, object, field));
  }

  /** A living record of this object that the user sees. */
  record(user: string, object: ObjectDefinition, id: string): Row | undefined {
    if (this.#store.objectOf(id) !== object.name || !this.seesRecord(user, id)) return undefined;
    const row = this.#store.row(id);
    return row === undefined || row.IsDeleted === true ? undefined : row;
  }
}
