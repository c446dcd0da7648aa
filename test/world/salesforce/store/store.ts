import { dateTime } from '../dates.ts';
import { idOf, type ObjectName } from '../ids.ts';
import type { Field, Row, Value } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object.ts';
import type { Schema } from '../schema/schema.ts';

/** Fields that the org counts up by itself. */
const NUMBERED: Partial<Record<ObjectName, string>> = { Quote: 'QuoteNumber', Order: 'OrderNumber' };

/** A row as it was from a moment on. */
interface Version {
  readonly from: number;
  readonly row: Row;
}

interface Kept {
  readonly object: ObjectName;
  /** Oldest first; a query may be answered from an earlier one (visibility lag). */
  readonly versions: readonly Version[];
  /** Epoch ms of the deletion; null while alive. */
  readonly deletedAt: number | null;
}

/**
 * The rows of an org, with their history. Knows nothing of users, rights or HTTP: it does what it is told, stamps it, and can take
 * back a whole transaction.
 */
export class Store {
  readonly #schema: Schema;
  readonly #now: () => number;
  readonly #ownSeconds: () => boolean;
  #rows = new Map<string, Kept>();
  readonly #counters = new Map<ObjectName, number>();

  /** `ownSeconds`: give every edit of a row a second of its own. The real thing does not. */
  constructor(schema: Schema, now: () => number, ownSeconds: () => boolean) {
    this.#schema = schema;
    this.#now = now;
    this.#ownSeconds = ownSeconds;
  }

  /** The row as it is now, deleted or not. */
  row(id: string): Row | undefined {
    return this.#rows.get(id)?.versions.at(-1)?.row;
  }

  objectOf(id: string): ObjectName | undefined {
    return this.#rows.get(id)?.object;
  }

  deletedAt(id: string): number | null {
    return this.#rows.get(id)?.deletedAt ?? null;
  }

  /** All rows of an object as they were at a moment, in order of id; deleted ones included. */
  rows(object: ObjectName, at: number = Number.POSITIVE_INFINITY): readonly Row[] {
    return [...this.#rows.values()]
      .filter((kept) => kept.object === object)
      .flatMap((kept) => {
        const version = kept.versions.findLast(({ from }) => from <= at);
        return version === undefined ? [] : [version.row];
      })
      .sort((a, b) => (String(a.Id) < String(b.Id) ? -1 : 1));
  }

  insert(object: ObjectDefinition, values: Row, by: string): string {
    const id = typeof values.Id === 'string' ? values.Id : this.#nextId(object.name);
    if (this.#rows.has(id)) throw new Error(`There is a record ${id} already.`);
    const stamp = dateTime(this.#now());
    const defaults = Object.fromEntries(object.fields.map((field) => [field.name, field.byDefault]));
    const row = this.#withCalculated(object, {
      ...defaults,
      OwnerId: by,
      ...this.#numbered(object.name),
      CreatedDate: stamp,
      CreatedById: by,
      LastModifiedDate: stamp,
      LastModifiedById: by,
      SystemModstamp: stamp,
      ...values,
      Id: id,
    });
    this.#rows.set(id, {
      object: object.name,
      versions: [{ from: this.#now(), row }],
      deletedAt: null,
    });
    return id;
  }

  update(id: string, values: Row, by: string): void {
    const stamp = this.#editStamp(id);
    this.#change(id, { ...values, LastModifiedDate: stamp, LastModifiedById: by, SystemModstamp: stamp });
  }

  /** Into the recycle bin: the row stays, marked. */
  remove(id: string, marks: Row = {}): void {
    this.#change(id, { ...marks, IsDeleted: true, SystemModstamp: this.#editStamp(id) });
    const kept = this.#rows.get(id);
    if (kept !== undefined) this.#rows.set(id, { ...kept, deletedAt: this.#now() });
  }

  /** Out of the recycle bin, with a new stamp (that a restored row gets one is not confirmed by a capture). */
  restore(id: string, by: string): void {
    this.update(id, { IsDeleted: false }, by);
    const kept = this.#rows.get(id);
    if (kept !== undefined) this.#rows.set(id, { ...kept, deletedAt: null });
  }

  /** Runs `work`; where it throws, everything is as before. */
  transaction<T>(work: () => T): T {
    const before = new Map(this.#rows);
    try {
      return work();
    } catch (error) {
      this.#rows = before;
      throw error;
    }
  }

  #change(id: string, values: Row): void {
    const kept = this.#rows.get(id);
    const latest = kept?.versions.at(-1)?.row;
    const object = kept === undefined ? undefined : this.#schema.object(kept.object);
    if (kept === undefined || latest === undefined || object === undefined)
      throw new Error(`There is no record ${id}.`);
    const row = this.#withCalculated(object, { ...latest, ...values });
    this.#rows.set(id, { ...kept, versions: [...kept.versions, { from: this.#now(), row }] });
  }

  #withCalculated(object: ObjectDefinition, row: Row): Row {
    const work = (field: Field): Value => field.calculated?.(row) ?? null;
    return {
      ...row,
      ...Object.fromEntries(
        object.fields.filter((field) => field.calculated !== null).map((field) => [field.name, work(field)]),
      ),
    };
  }

  #editStamp(id: string): string {
    const stamp = dateTime(this.#now());
    const last = String(this.row(id)?.SystemModstamp ?? '');
    return this.#ownSeconds() && stamp <= last ? dateTime(Date.parse(last) + 1_000) : stamp;
  }

  #nextId(object: ObjectName): string {
    for (;;) {
      const n = (this.#counters.get(object) ?? 0) + 1;
      this.#counters.set(object, n);
      const id = idOf(object, n);
      if (!this.#rows.has(id)) return id;
    }
  }

  #numbered(object: ObjectName): Row {
    const field = NUMBERED[object];
    if (field === undefined) return {};
    const others = [...this.#rows.values()].filter((kept) => kept.object === object).length;
    return { [field]: String(others + 1).padStart(8, '0') };
  }
}
