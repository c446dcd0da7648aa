// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { restingTop } from './restingTop.ts';

const VIEWPORT = { width: 1000, height: 800 };
const TAB = { width: 180, height: 64 };
const MARGINS = { top: 50, bottom: 80 };
const HOST = document.createElement('div');

afterEach(() => document.body.replaceChildren());

/** A control of the page between these heights, across the right edge. */
const control = (tag: string, from: number, to: number) => {
  const element = document.createElement(tag);
  document.body.append(element);
  element.getBoundingClientRect = () => new DOMRect(900, from, 80, to - from);
  return { element, from, to };
};

const look = (controls: readonly ReturnType<typeof control>[]) => {
  const points = vi.fn((x: number, y: number) => [
    HOST,
    ...controls
      .filter(({ from, to }) => x >= 900 && x <= 980 && y >= from && y <= to)
      .map(({ element }) => element),
    document.body,
  ]);
  document.elementsFromPoint = points;
  return { top: restingTop(HOST, TAB, VIEWPORT, MARGINS), points };
};

describe('where the small tab rests', () => {
  it('is where it starts as long as nothing to press lies there', () => {
    expect(look([control('p', 230, 300)]).top).toBe(240);
    expect(look([control('button', 150, 200)]).top).toBe(240);
  });

  it.each(['a', 'button', 'input', 'select', 'textarea'])('is below a page’s %s that lies there', (tag) => {
    expect(look([control(tag, 290, 310)]).top).toBe(318);
  });

  it('heeds what the page presses without a button', () => {
    const made = control('span', 250, 270);
    made.element.setAttribute('role', 'button');
    const icon = document.createElement('i');
    made.element.append(icon);
    expect(look([{ ...made, element: icon }]).top).toBe(278);
  });

  it('is above where everything below is taken', () => {
    const below = [260, 330, 400, 470, 540, 610].map((from) => control('a', from, from + 30));
    expect(look(below).top).toBe(260 - 64 - 8);
  });

  it('stays between the bars of the page, and costs no more on a page that is all controls', () => {
    const { top, points } = look([control('button', 0, 800)]);
    expect(top).toBe(240);
    const busy = look(Array.from({ length: 80 }, (_, index) => control('a', index * 10, index * 10 + 9)));
    expect(busy.top).toBe(240);
    expect(points.mock.calls.length).toBeLessThan(10);
    expect(busy.points.mock.calls.length).toBeLessThan(600);
  });
});
