import { describe, expect, it } from 'vitest';
import { arrowFocus } from './arrowFocus.ts';

const ROWS = [['a1', 'a2'], ['b1'], ['c1', 'c2', 'c3']];
const press = (from: string | null, key: string, rightToLeft = false) =>
  arrowFocus(ROWS, from, key, rightToLeft);

describe('arrows among search results', () => {
  it.each([
    [null, 'ArrowDown', 'a1'],
    ['a2', 'ArrowDown', 'b1'],
    ['b1', 'ArrowDown', 'c1'],
    ['c3', 'ArrowUp', 'b1'],
    ['a1', 'ArrowRight', 'a2'],
    ['c2', 'ArrowLeft', 'c1'],
  ])('from %j, %s leads to %j', (from, key, to) => {
    expect(press(from, key)).toBe(to);
  });

  it('up from the first row is the search field', () => {
    expect(press('a2', 'ArrowUp')).toBeNull();
  });

  it.each([
    ['c1', 'ArrowDown'],
    ['a1', 'ArrowLeft'],
    ['b1', 'ArrowRight'],
    ['a1', 'Enter'],
    [null, 'ArrowUp'],
    [null, 'ArrowLeft'],
  ])('from %j, %s stays the browser’s own', (from, key) => {
    expect(press(from, key)).toBeUndefined();
  });

  it('left leads on where the text runs from right to left', () => {
    expect(press('a1', 'ArrowLeft', true)).toBe('a2');
  });

  it('leads nowhere without results', () => {
    expect(arrowFocus([], null, 'ArrowDown', false)).toBeUndefined();
  });
});
