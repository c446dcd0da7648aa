// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokensOf } from '../../../../test/world/salesforce/soql/token.ts';
import type { ServerTime } from '../../../sync/ids.ts';
import { inParts, queryLists, queryPath, soqlList, soqlText, soqlTime } from './soql.ts';

test('a text stays a text, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const [token, end, ...more] = tokensOf(soqlText(text));
      expect([token, end?.kind, more]).toEqual([{ kind: 'text', text, at: 0 }, 'end', []]);
    }),
  );
  expect(soqlText("x' OR Name != '")).toBe("'x\\' OR Name != \\''");
});

test('a time is in whole seconds, as Salesforce keeps them', () => {
  expect(soqlTime(Date.parse('2026-11-20T09:30:00.700Z') as ServerTime)).toBe('2026-11-20T09:30:00Z');
});

describe('lists', () => {
  test('hold every text once, in order, and fit into an address', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { maxLength: 400 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 200 }), (all, most) => {
        const lists = queryLists(all, most);
        expect(lists.flat()).toEqual(all);
        for (const list of lists) {
          expect(list.length).toBeLessThanOrEqual(most);
          const { href } = new URL(queryPath('query', soqlList(list)), 'https://acme.my.salesforce.com');
          expect(href.length).toBeLessThan(16_384);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('are as few as they can be: 200 ids go into one', () => {
    expect(
      queryLists(
        Array.from({ length: 200 }, () => '001Qy0000000001IAA'),
        200,
      ),
    ).toHaveLength(1);
  });

  test('a text too long for any address stands alone', () => {
    expect(queryLists(['x'.repeat(13_000), 'y'], 200).map((list) => list.length)).toEqual([1, 1]);
  });
});

test('parts hold every row once, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 30 }), (rows, size) => {
      const parts = inParts(rows, size);
      expect(parts.flat()).toEqual(rows);
      expect(parts.every(({ length }) => length > 0 && length <= size)).toBe(true);
    }),
  );
});
