import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawn, WHOLE, windowOf } from './rowWindow.ts';

describe('the window of a long list', () => {
  it('is the whole list where that is short', () => {
    expect(windowOf({ top: 0, height: 100 }, { count: WHOLE, height: 30, open: null })).toEqual({
      first: 0,
      last: WHOLE - 1,
    });
  });

  it('holds every row that can be seen, wherever it is scrolled to and whatever is open', () => {
    const list = fc.record({
      count: fc.integer({ min: WHOLE + 1, max: 20_000 }),
      height: fc.integer({ min: 20, max: 60 }),
      viewport: fc.integer({ min: 100, max: 1_200 }),
      open: fc.option(
        fc.record({
          at: fc.double({ min: 0, max: 0.999, noNaN: true }),
          height: fc.integer({ min: 1, max: 900 }),
        }),
      ),
      scrolled: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(list, ({ count, height, viewport, open, scrolled }) => {
        const opened = open === null ? null : { index: Math.floor(open.at * count), height: open.height };
        const topOf = (index: number) =>
          index * height + (opened !== null && index > opened.index ? opened.height : 0);
        const whole = topOf(count - 1) + height + (opened?.index === count - 1 ? opened.height : 0);
        const top = Math.max(0, whole - viewport) * scrolled;
        const window = windowOf({ top, height: viewport }, { count, height, open: opened });
        for (const y of [top, top + viewport / 2, Math.min(top + viewport, whole) - 1]) {
          const index = Array.from(
            { length: window.last - window.first + 1 },
            (_, at) => window.first + at,
          ).find((at) => topOf(at) <= y && y < topOf(at + 1));
          const isLast = y >= topOf(count - 1);
          expect(index !== undefined || (isLast && window.last === count - 1)).toBe(true);
        }
        expect(window.last - window.first).toBeLessThan(viewport / height + 60);
      }),
    );
  });
});

describe('what is drawn', () => {
  it('leaves gaps for the rows that are not', () => {
    expect(drawn({ first: 10, last: 12 }, [])).toEqual([
      { index: 10, gap: 10 },
      { index: 11, gap: 0 },
      { index: 12, gap: 0 },
    ]);
  });

  it('keeps the focused and the open row wherever they are, once', () => {
    expect(drawn({ first: 10, last: 11 }, [3, 20, 11, -1, 3])).toEqual([
      { index: 3, gap: 3 },
      { index: 10, gap: 6 },
      { index: 11, gap: 0 },
      { index: 20, gap: 8 },
    ]);
  });
});
