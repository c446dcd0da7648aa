import type { Access } from '../access.ts';
import type { Switchboard } from '../bites/switchboard.ts';
import { DAY } from '../duration.ts';
import { Refusal } from '../refusal.ts';
import { recordBody } from '../rest/record.ts';
import type { Row, Value } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object.ts';
import type { Schema } from '../schema/schema.ts';
import type { Store } from '../store/store.ts';
import { Binder, type Column } from './bind.ts';
import { comparison, order } from './compare.ts';
import { type Condition, parseQuery, type Query } from './parse.ts';

interface World {
  readonly schema: Schema;
  readonly store: Store;
  readonly access: Access;
  readonly bites: Switchboard;
  readonly now: () => number;
}

export interface Asker {
  readonly user: string;
  /** `v66.0`, for the addresses in the answer. */
  readonly version: string;
  /** queryAll: the recycle bin too. */
  readonly deletedToo: boolean;
}

type Test = (row: Row) => boolean;

class Run {
  readonly #world: World;
  readonly #asker: Asker;
  readonly #binder: Binder;
  readonly #query: Query;

  constructor(world: World, asker: Asker, text: string) {
    this.#world = world;
    this.#asker = asker;
    this.#query = parseQuery(text);
    this.#binder = new Binder(world.schema, world.access, asker.user, text);
  }

  records(): readonly object[] {
    const object = this.#binder.object(this.#query.from);
    const columns = this.#query.select.map((path) => this.#binder.column(object, path));
    this.#refuseRepeated(columns);
    const test = this.#query.where === null ? () => true : this.#test(object, this.#query.where);
    const compare = this.#comparator(object);
    if (this.#query.offset > 2_000)
      throw new Refusal(400, 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000');
    const end = this.#query.limit === null ? undefined : this.#query.offset + this.#query.limit;
    return this.#visible(object)
      .filter(test)
      .sort(compare)
      .slice(this.#query.offset, end)
      .map((row) => this.#body(object, columns, row));
  }

  #visible(object: ObjectDefinition): Row[] {
    const lag = this.#world.bites.setting('visibilityLag')?.ms ?? 0;
    const purgedBefore =
      this.#world.now() - (this.#world.bites.setting('deletedPurge')?.days ?? Number.POSITIVE_INFINITY) * DAY;
    return this.#world.store.rows(object.name, this.#world.now() - lag).filter((row) => {
      const id = String(row.Id);
      if (!this.#world.access.seesRecord(this.#asker.user, id)) return false;
      if (row.IsDeleted !== true) return true;
      return this.#asker.deletedToo && (this.#world.store.deletedAt(id) ?? 0) > purgedBefore;
    });
  }

  #test(object: ObjectDefinition, condition: Condition): Test {
    if ('all' in condition) {
      const tests = condition.all.map((part) => this.#test(object, part));
      return (row) => tests.every((test) => test(row));
    }
    if ('any' in condition) {
      const tests = condition.any.map((part) => this.#test(object, part));
      return (row) => tests.some((test) => test(row));
    }
    const column = this.#binder.column(object, condition.path);
    const meets = comparison(column.field, condition.operator, condition.literals);
    return (row) => meets(this.#value(column, row));
  }

  #comparator(object: ObjectDefinition): (a: Row, b: Row) => number {
    const keys = this.#query.orderBy.map((item) => ({
      ...item,
      column: this.#binder.column(object, item.path),
    }));
    const unsortable = keys.find(({ column }) => !column.field.filterable);
    if (unsortable !== undefined)
      throw new Refusal(
        400,
        'INVALID_FIELD',
        `field '${unsortable.column.field.name}' can not be sorted in a query call`,
      );
    return (a, b) => {
      for (const { column, descending, nullsLast } of keys) {
        const [left, right] = [this.#value(column, a), this.#value(column, b)];
        if (left === null && right === null) continue;
        // Nulls come first in either direction unless the query says NULLS LAST.
        if (left === null || right === null) return (left === null) === nullsLast ? 1 : -1;
        const by = order(column.field, left, right);
        if (by !== 0) return descending ? -by : by;
      }
      return 0;
    };
  }

  #parent(column: Column, row: Row): Row | undefined {
    const id = column.parent === null ? null : row[column.parent.lookup.name];
    if (typeof id !== 'string' || !this.#world.access.seesRecord(this.#asker.user, id)) return undefined;
    return this.#world.store.row(id);
  }

  #value(column: Column, row: Row): Value {
    const holder = column.parent === null ? row : this.#parent(column, row);
    return holder?.[column.field.name] ?? null;
  }

  #body(object: ObjectDefinition, columns: readonly Column[], row: Row): object {
    const { version } = this.#asker;
    const body: Record<string, unknown> = recordBody(
      version,
      object,
      columns.filter(({ parent }) => parent === null).map(({ field }) => field),
      row,
    );
    for (const column of columns) {
      if (column.parent === null) continue;
      const name = column.parent.lookup.relationshipName ?? '';
      const siblings = columns.filter((other) => other.parent?.lookup === column.parent?.lookup);
      const parent = this.#parent(column, row);
      body[name] =
        parent === undefined
          ? null
          : recordBody(
              version,
              column.parent.object,
              siblings.map(({ field }) => field),
              parent,
            );
    }
    return body;
  }

  #refuseRepeated(columns: readonly Column[]): void {
    const names = columns.map(({ field, parent }) => `${parent?.lookup.name ?? ''}.${field.name}`);
    const again = columns.find((_, index) => names.indexOf(names[index] ?? '') !== index);
    if (again !== undefined)
      throw new Refusal(400, 'INVALID_FIELD', `duplicate field selected: ${again.field.name}`);
  }
}

/** Runs a query as one user and answers the records' bodies, in order. Refuses as Salesforce does. */
export const runQuery = (world: World, asker: Asker, text: string): readonly object[] =>
  new Run(world, asker, text).records();
