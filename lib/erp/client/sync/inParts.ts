import * as z from 'zod';

/** Rows that the ERP API takes in one question. */
const MOST_ROWS = 200;

/** An answer of another number of rows than were asked about says nothing about any of them. */
export const asMany = <T>(count: number, row: z.ZodType<T>) => z.array(row).length(count);

/** In questions of as many rows as are taken, one after the other; all answers, or the first failure. */
export const inParts = async <Row, T>(
  rows: readonly Row[],
  askPart: (part: readonly Row[]) => Promise<readonly T[]>,
): Promise<readonly T[]> => {
  const all: T[] = [];
  for (let from = 0; from < rows.length; from += MOST_ROWS)
    all.push(...(await askPart(rows.slice(from, from + MOST_ROWS))));
  return all;
};
