import type { Failure } from '../../../lib/failure.ts';
import { collate } from './sortRows.ts';

/** One customer's rows of one kind: what came with the customer and what was fetched since. */
export interface Part<Row> {
  readonly rows: readonly Row[];
  readonly isComplete: boolean;
  readonly asking: boolean;
  /** Of the latest question; null = it was answered, or none was asked. */
  readonly failure: Failure | null;
  /** Epoch ms: when the oldest of what did not come with the customer came; absent = all came with it. */
  readonly furtherAt?: number;
  more(): void;
}

/** A list that may be longer than what is here. */
export interface Listing<Row> extends Part<Row> {
  /** How many the ERP has; null = it does not say before all are here. */
  readonly count: number | null;
  /** How many of those are here, where rows are not all of them. */
  readonly here?: number;
}

interface Dated {
  readonly id: string;
  readonly date: string;
}

const newestFirst = (one: Dated, other: Dated): number =>
  one.date === other.date ? collate(other.id, one.id) : one.date < other.date ? 1 : -1;

/**
 * Several parts as one list, newest first. It ends where the first part that goes on ends: beyond that date rows would be
 * missing in between, and a list with holes looks like one without. `more` asks that part.
 */
export const combined = <Row extends Dated>(
  parts: readonly Part<Row>[],
  count: number | null,
): Listing<Row> => {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return { ...only, count };
  const unfinished = parts.filter(({ isComplete }) => !isComplete);
  const nearest = unfinished.reduce<Part<Row> | null>(
    (best, part) => (best === null || endOf(part) > endOf(best) ? part : best),
    null,
  );
  const end = nearest === null ? '' : endOf(nearest);
  return {
    count,
    rows: parts
      .flatMap(({ rows }) => rows)
      .filter(({ date }) => date >= end)
      .toSorted(newestFirst),
    isComplete: nearest === null,
    asking: nearest?.asking ?? false,
    failure: nearest?.failure ?? null,
    ...furtherOf(parts),
    more: () => nearest?.more(),
  };
};

/** The oldest of several. */
const furtherOf = (parts: readonly Part<unknown>[]): Pick<Part<unknown>, 'furtherAt'> => {
  const times = parts.flatMap(({ furtherAt }) => furtherAt ?? []);
  return times.length === 0 ? {} : { furtherAt: Math.min(...times) };
};

/** Several parts one after another, each in an order of its own: a part's rows come once all before it are here. */
export const chained = <Row>(parts: readonly Part<Row>[], count: number | null): Listing<Row> => {
  const unfinished = parts.findIndex(({ isComplete }) => !isComplete);
  const current = parts[unfinished];
  const here = unfinished < 0 ? parts : parts.slice(0, unfinished + 1);
  return {
    count,
    rows: here.flatMap(({ rows }) => rows),
    isComplete: current === undefined,
    asking: current?.asking ?? false,
    failure: current?.failure ?? null,
    ...furtherOf(here),
    more: () => current?.more(),
  };
};

/** The date down to which a part is known; a part of which nothing is known goes before any date. */
const endOf = ({ rows }: Part<Dated>): string => rows.at(-1)?.date ?? '9999-12-31';
