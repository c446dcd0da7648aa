import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampPosition, dockedPlace, leastSize, nudge, roomFor, startPosition } from './position.ts';

const VIEWPORT = { width: 1280, height: 800 };
const TAB = { width: 180, height: 46 };
const MARGINS = { top: 0, bottom: 80 };

describe("the panel's place", () => {
  it('starts docked to the right edge, below the header and its buttons', () => {
    const place = startPosition(VIEWPORT);
    expect(place.right).toBe(0);
    expect(place.top).toBeGreaterThan(150);
  });

  it('is always wholly inside the viewport, clear of the bar at the bottom, wherever it was wanted', () => {
    const length = fc.integer({ min: 40, max: 700 });
    fc.assert(
      fc.property(fc.integer(), fc.integer(), length, length, (right, top, width, height) => {
        const size = { width, height };
        const place = clampPosition({ right, top }, size, VIEWPORT, MARGINS);
        expect(place.right).toBeGreaterThanOrEqual(0);
        expect(place.top).toBeGreaterThanOrEqual(8);
        expect(place.right + width).toBeLessThanOrEqual(VIEWPORT.width - 8);
        expect(place.top + height).toBeLessThanOrEqual(VIEWPORT.height - 88);
        expect(clampPosition(place, size, VIEWPORT, MARGINS)).toEqual(place);
      }),
    );
  });

  it('keeps its top left corner reachable where the viewport is smaller than the panel', () => {
    expect(
      clampPosition(
        { right: 900, top: 900 },
        { width: 420, height: 700 },
        { width: 320, height: 240 },
        MARGINS,
      ),
    ).toEqual({
      right: 0,
      top: 8,
    });
  });

  it.each([
    ['what is below its place, so that the buttons above stay free', 800, 240, 480],
    ['more where it was moved up', 800, 100, 612],
    ['no more than fits', 800, 0, 704],
    ['a useful height where it was moved down, and moves up for it', 800, 600, 480],
    ['less than that only in a small window', 400, 100, 304],
  ])('lets the open panel be as high as %s', (_, height, top, room) => {
    expect(roomFor({ width: 1280, height }, top, MARGINS)).toBe(room);
  });

  it.each([
    ['ArrowLeft', { right: 116, top: 100 }],
    ['ArrowRight', { right: 84, top: 100 }],
    ['ArrowUp', { right: 100, top: 84 }],
    ['ArrowDown', { right: 100, top: 116 }],
  ])('%s moves it a step', (key, place) => {
    expect(nudge({ right: 100, top: 100 }, { key, shiftKey: false })).toEqual(place);
  });

  it('moves further with Shift, and by no other key', () => {
    expect(nudge({ right: 100, top: 100 }, { key: 'ArrowLeft', shiftKey: true })?.right).toBe(180);
    expect(nudge({ right: 100, top: 100 }, { key: 'Tab', shiftKey: false })).toBeNull();
  });

  it('can be put lower than its present height allows, because it then becomes less high', () => {
    expect(leastSize({ width: 420, height: 540 })).toEqual({ width: 420, height: 480 });
    expect(leastSize(TAB)).toEqual(TAB);
  });

  it('fits its tab into the smallest window a browser makes', () => {
    expect(clampPosition({ right: 0, top: 500 }, TAB, { width: 320, height: 256 }, MARGINS).top).toBe(122);
  });

  it('docked takes the right edge between the bars of the page, and nothing where they leave nothing', () => {
    expect(dockedPlace(VIEWPORT, { top: 90, bottom: 40 })).toEqual({
      place: { right: 0, top: 90 },
      height: 670,
    });
    expect(dockedPlace({ width: 320, height: 100 }, { top: 90, bottom: 40 }).height).toBe(0);
  });
});
