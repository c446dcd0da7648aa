import type { Size } from './position.ts';

/** In CSS px of the viewport. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** It keeps its place within the page's text, as a column does, rather than above it. */
  readonly isSticky?: boolean;
}

/** What the page keeps in place for itself: bars along the edges, and single controls: a docked chat, a help button, a sidebar on the right. */
export interface Clearance {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly controls: readonly Rect[];
}

/** Until the page was looked at: room for Salesforce's utility bar with its docked chat, and HubSpot's help button. */
export const UNMEASURED: Clearance = { top: 0, bottom: 80, left: 0, controls: [] };

/** A bar is long and thin; whatever fills much of the viewport is the page itself, not a control on it. */
const LONG = 0.5;
const THIN = 0.4;

/** Sorts what the page has fixed into bars along the edges, stacked ones included, and single controls. */
export const clearanceOf = (fixed: readonly Rect[], { width, height }: Size): Clearance => {
  const isWide = (rect: Rect) =>
    rect.right - rect.left >= width * LONG && rect.bottom - rect.top <= height * THIN;
  const isTall = (rect: Rect) =>
    rect.bottom - rect.top >= height * LONG && rect.right - rect.left <= width * THIN;
  const isSmall = (rect: Rect) =>
    rect.right - rect.left <= width * THIN && rect.bottom - rect.top <= height * THIN;
  // Each bar starts where the one before it ends, seen from its edge.
  const stacked = (bars: readonly (readonly [from: number, to: number])[]): number =>
    [...bars]
      .sort(([one], [other]) => one - other)
      .reduce((end, [from, to]) => (from <= end + 1 ? Math.max(end, to) : end), 0);
  const wide = fixed.filter(isWide);
  return {
    top: stacked(wide.filter(({ top }) => top < height / 2).map(({ top, bottom }) => [top, bottom])),
    bottom: stacked(
      wide.filter(({ top }) => top >= height / 2).map(({ top, bottom }) => [height - bottom, height - top]),
    ),
    left: stacked(
      fixed
        .filter(isTall)
        .filter(({ left }) => left < width / 2)
        .map(({ left, right }) => [left, right]),
    ),
    controls: fixed.filter(
      (rect) => isSmall(rect) || (isTall(rect) && rect.left >= width / 2 && rect.isSticky !== true),
    ),
  };
};

/** The columns that something stands between, and the least height that is worth having there. CSS px. */
interface Span {
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

const isUnder = ({ left, right }: Span, viewport: Size, control: Rect): boolean =>
  control.left < right && control.right > left && control.bottom > viewport.height / 2;

const hasRoomAbove = ({ top }: Clearance, { height }: Span, control: Rect): boolean =>
  control.top - top >= height;

/** Free space to keep above and below for a panel that stands in this span. */
export const marginsFor = (
  clearance: Clearance,
  span: Span,
  viewport: Size,
): { readonly top: number; readonly bottom: number } => {
  const under = clearance.controls
    .filter((control) => isUnder(span, viewport, control))
    .filter((control) => control.top > viewport.height / 2 || hasRoomAbove(clearance, span, control))
    .map((control) => viewport.height - control.top);
  return { top: clearance.top, bottom: Math.max(clearance.bottom, ...under) };
};

/** Where what leaves no room above it begins: an open chat, a sidebar. null = nothing does, or there is no room beside it either. */
export const blockedFrom = (clearance: Clearance, span: Span, viewport: Size): number | null => {
  const blocking = clearance.controls
    .filter((control) => isUnder(span, viewport, control) && !hasRoomAbove(clearance, span, control))
    .map(({ left }) => left);
  const from = Math.min(...blocking);
  return from < Number.POSITIVE_INFINITY && from - (span.right - span.left) >= clearance.left ? from : null;
};
