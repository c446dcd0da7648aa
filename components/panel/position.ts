import type { PanelPreferences } from '../../lib/messaging/protocol.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}
export type Position = NonNullable<PanelPreferences['position']>;

/** What is kept free beside the page's own fixed controls. */
export const GAP = 8;

/** What the page's own controls take above and below, in CSS px. */
export interface Margins {
  readonly top: number;
  readonly bottom: number;
}

/** Where the panel waits until somebody moves it: at the right edge, below the page's header and its action buttons. See restingTop.ts. */
export const startPosition = (viewport: Size): Position => ({
  right: 0,
  top: Math.round(viewport.height * 0.3),
});

const between = (low: number, value: number, high: number): number =>
  Math.max(low, Math.min(value, Math.max(low, high)));

/** The nearest place that is inside the viewport and clear of the page's controls. `right: 0` is at the edge and stays so. */
export const clampPosition = (wanted: Position, size: Size, viewport: Size, margins: Margins): Position => ({
  right: between(0, wanted.right, viewport.width - size.width - GAP),
  top: between(margins.top + GAP, wanted.top, viewport.height - size.height - margins.bottom - GAP),
});

/** Docked: the whole right edge between the page's bars. */
export const dockedPlace = (
  viewport: Size,
  margins: Margins,
): { readonly place: Position; readonly height: number } => ({
  place: { right: 0, top: margins.top },
  height: Math.max(0, viewport.height - margins.top - margins.bottom),
});

/** The least height that shows verdict, balance and aging at once. */
const USEFUL_HEIGHT = 480;
/** Lower than this, it is better to stand somewhere else. */
export const LEAST_HEIGHT = 320;

/**
 * How high the open panel may be: what is below its place, so that opening it does not cover the page's own buttons above; at
 * least a useful height, for which it moves up. Whoever moves it up gives it more.
 */
export const roomFor = (viewport: Size, top: number, margins: Margins): number => {
  const most = viewport.height - margins.top - margins.bottom - 2 * GAP;
  return Math.min(most, Math.max(USEFUL_HEIGHT, viewport.height - top - margins.bottom - GAP));
};

/** How small it can become on its way: the lower it is put, the less high it is. */
export const leastSize = (size: Size): Size => ({ ...size, height: Math.min(size.height, USEFUL_HEIGHT) });

const STEP = 16;
const LEAP = 80;

/** Arrow keys on the handle; null for any other key. Arrows are physical directions, whatever the script's. */
export const nudge = (
  from: Position,
  { key, shiftKey }: { key: string; shiftKey: boolean },
): Position | null => {
  const by = shiftKey ? LEAP : STEP;
  switch (key) {
    case 'ArrowLeft':
      return { ...from, right: from.right + by };
    case 'ArrowRight':
      return { ...from, right: from.right - by };
    case 'ArrowUp':
      return { ...from, top: from.top - by };
    case 'ArrowDown':
      return { ...from, top: from.top + by };
    default:
      return null;
  }
};
