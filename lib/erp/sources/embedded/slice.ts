import { newestFirst } from '../../../finance/documents/parts.ts';
import { fromCursor, toCursor } from './cursor.ts';

interface Dated {
  readonly id: string;
  readonly date: string;
}

/** Which part of a list is asked for. */
export interface Slice {
  readonly after: string | null;
  readonly limit: number;
}

export interface Sliced<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
  /** Of the entire list. */
  readonly count: number;
}

/** A page of documents, newest first. It goes on by place, not by number, so that new documents shift nothing. @throws {CursorError} */
export const slice = <T extends Dated>(documents: readonly T[], { after, limit }: Slice): Sliced<T> => {
  const sorted = newestFirst(documents);
  const [date, id] = after === null ? [null, ''] : fromCursor(after);
  const left =
    date === null
      ? sorted
      : sorted.filter((each) => each.date < date || (each.date === date && each.id < id));
  const rows = left.slice(0, limit);
  const last = left.length > limit ? rows.at(-1) : undefined;
  return {
    rows,
    next: last === undefined ? null : toCursor([last.date, last.id]),
    count: documents.length,
  };
};
