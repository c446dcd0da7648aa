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
  readonly #rows = new Map<string, Kept>();
  /** Ids of each object in their order; worked out anew after a row has come or gone. */
  readonly #order = new Map<ObjectName, string[]>();
  /** Ids by the values of unique fields, whatever their case. */
  readonly #unique = new Map<string, Set<string>>();
  /** What the open transactions have to put back, the innermost last; undefined = there was no such row. */
  readonly #undo: Map<string, Kept | undefined>[] = [];
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
    return this.#idsOf(object).flatMap((id) => {
      const version = this.#rows.get(id)?.versions.findLast(({ from }) => from <= at);
      return version === undefined ? [] : [version.row];
    });
  }

  /** Rows that hold a value in a unique field, deleted ones included. */
  holding(object: ObjectName, field: string, value: Value): readonly Row[] {
    const ids = this.#holders(object, field, value).flatMap((found) => [...found]);
    return ids.map((id) => this.row(id)).filter((row) => row !== undefined);
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
    this.#keep(id, {
      object: object.name,
      versions: [{ from: this.#now(), row }],
      deletedAt: null,
    });
    return id;
  }

  update(id: string, values: Row, by: string): void {
    const stamp = this.#editStamp(id);
    const moved = this.#movedStamp(id, values, stamp);
    this.#change(id, {
      ...values,
      ...moved,
      LastModifiedDate: stamp,
      LastModifiedById: by,
      SystemModstamp: stamp,
    });
  }

  /** Into the recycle bin: the row stays, marked. */
  remove(id: string, marks: Row = {}): void {
    this.#change(id, { ...marks, IsDeleted: true, SystemModstamp: this.#editStamp(id) });
    const kept = this.#rows.get(id);
    if (kept !== undefined) this.#keep(id, { ...kept, deletedAt: this.#now() });
  }

  /** Out of the recycle bin, with a new stamp (that a restored row gets one is not confirmed by a capture). */
  restore(id: string, by: string): void {
    this.update(id, { IsDeleted: false }, by);
    const kept = this.#rows.get(id);
    if (kept !== undefined) this.#keep(id, { ...kept, deletedAt: null });
  }

  /** Runs `work`; where it throws, everything is as before. */
  transaction<T>(work: () => T): T {
    const before = new Map<string, Kept | undefined>();
    this.#undo.push(before);
    try {
      return work();
    } catch (error) {
      for (const [id, kept] of before) this.#put(id, kept);
      throw error;
    } finally {
      this.#undo.pop();
      const outer = this.#undo.at(-1);
      for (const [id, kept] of before) if (outer?.has(id) === false) outer.set(id, kept);
    }
  }

  #idsOf(object: ObjectName): readonly string[] {
    const known = this.#order.get(object);
    if (known !== undefined) return known;
    const ids = [...this.#rows]
      .filter(([, kept]) => kept.object === object)
      .map(([id]) => id)
      .sort();
    this.#order.set(object, ids);
    return ids;
  }

  #keep(id: string, kept: Kept): void {
    const undo = this.#undo.at(-1);
    if (undo?.has(id) === false) undo.set(id, this.#rows.get(id));
    this.#put(id, kept);
  }

  #put(id: string, kept: Kept | undefined): void {
    const before = this.#rows.get(id);
    for (const values of this.#valuesOf(before)) values.delete(id);
    for (const values of this.#valuesOf(kept)) values.add(id);
    if (kept === undefined) this.#rows.delete(id);
    else this.#rows.set(id, kept);
    if (before === undefined && kept !== undefined) this.#appear(kept.object, id);
    if (before !== undefined && kept === undefined) this.#order.delete(before.object);
  }

  /** Ids are given in rising order: then there is nothing to sort. */
  #appear(object: ObjectName, id: string): void {
    const ids = this.#order.get(object);
    if (ids === undefined) return;
    if (id > (ids.at(-1) ?? '')) ids.push(id);
    else this.#order.delete(object);
  }

  /** The sets of ids that a row's unique values stand in. */
  #valuesOf(kept: Kept | undefined): readonly Set<string>[] {
    const row = kept?.versions.at(-1)?.row;
    const object = kept === undefined ? undefined : this.#schema.object(kept.object);
    if (row === undefined || object === undefined) return [];
    return object.fields.flatMap((field) =>
      field.unique ? this.#holders(object.name, field.name, row[field.name] ?? null) : [],
    );
  }

  #holders(object: ObjectName, field: string, value: Value): readonly Set<string>[] {
    if (value === null) return [];
    const key = `${object}.${field}=${String(value).toLowerCase()}`;
    const ids = this.#unique.get(key) ?? new Set();
    this.#unique.set(key, ids);
    return [ids];
  }

  #change(id: string, values: Row): void {
    const kept = this.#rows.get(id);
    const latest = kept?.versions.at(-1)?.row;
    const object = kept === undefined ? undefined : this.#schema.object(kept.object);
    if (kept === undefined || latest === undefined || object === undefined)
      throw new Error(`There is no record ${id}.`);
    const row = this.#withCalculated(object, { ...latest, ...values });
    this.#keep(id, { ...kept, versions: [...kept.versions, { from: this.#now(), row }] });
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

  #movedStamp(id: string, values: Row, stamp: string): Row {
    const stamps = this.#schema.object(this.objectOf(id) ?? '')?.stamps;
    const next = values[stamps?.of ?? ''];
    if (stamps === undefined || next === undefined || next === this.row(id)?.[stamps.of]) return {};
    return { [stamps.field]: stamp };
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
    const others = this.#idsOf(object).length;
    return { [field]: String(others + 1).padStart(8, '0') };
  }
}
