import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameWhereEqual } from './sameWhereEqual.ts';

describe('an answer beside the one before it', () => {
  it('is the same object where nothing changed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(value));
        expect(sameWhereEqual(value, copy)).toBe(value);
      }),
    );
  });

  it('says what the new one says, whatever was before', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        expect(sameWhereEqual(before, after)).toStrictEqual(after);
      }),
    );
  });

  it('keeps the parts that stayed', () => {
    const before = { rows: [{ id: 1 }, { id: 2 }], count: 2 };
    const after = sameWhereEqual(before, { rows: [{ id: 1 }, { id: 3 }, { id: 4 }], count: 3 });
    expect(after.rows[0]).toBe(before.rows[0]);
    expect(after.rows).not.toBe(before.rows);
  });

  it('is not the longer one that begins like it', () => {
    expect(sameWhereEqual([1, 2], [1])).toEqual([1]);
    expect(sameWhereEqual({ a: 1, b: undefined }, { a: 1, c: undefined })).toEqual({ a: 1, c: undefined });
  });
});
