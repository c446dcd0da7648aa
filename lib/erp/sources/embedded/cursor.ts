import * as z from 'zod';
import { CursorError } from '../source.ts';

/** Where a list goes on: the sort key and the id of the last row that was given out. */
const position = z.tuple([z.string(), z.string()]);
export type Position = z.infer<typeof position>;

export const toCursor = (at: Position): string => Buffer.from(JSON.stringify(at)).toString('base64url');

/** @throws {CursorError} */
export const fromCursor = (cursor: string): Position => {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new CursorError();
  }
};
