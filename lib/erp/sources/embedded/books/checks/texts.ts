import type { Books } from '../format.ts';
import { placeOf } from '../place.ts';
import type { BooksProblem } from '../problem.ts';
import { isStorable } from '../storable.ts';

const unstorable = (value: unknown, path: readonly PropertyKey[]): PropertyKey[][] => {
  if (typeof value === 'string') return isStorable(value) ? [] : [[...path]];
  if (Array.isArray(value)) return value.flatMap((each, index) => unstorable(each, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => unstorable(each, [...path, key]));
};

/** Every text of the books, whatever its field: one that the database cannot hold is told here, not by the database. */
export const textProblems = (books: Books): BooksProblem[] =>
  unstorable(books, []).map((path) => ({
    place: placeOf(books, path),
    message:
      'This text holds a character that cannot be stored (U+0000, or half of a surrogate pair). Type the text anew.',
  }));
