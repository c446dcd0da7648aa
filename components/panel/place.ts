import { blockedFrom, type Clearance, marginsFor } from './clearance.ts';
import {
  clampPosition,
  dockedPlace,
  GAP,
  LEAST_HEIGHT,
  type Margins,
  type Position,
  roomFor,
  type Size,
} from './position.ts';

interface Standing {
  /** Where a person wants it. */
  readonly wanted: Position;
  /** Open and docked: the whole right edge. */
  readonly fills: boolean;
  readonly size: Size;
  readonly viewport: Size;
  readonly clearance: Clearance;
}

type Around = Omit<Standing, 'wanted' | 'fills'>;

/** Where the panel is put, and how high it may be, in CSS px. */
export interface Place {
  readonly shown: Position;
  readonly maxHeight: number;
  /** null = as high as what is in it. */
  readonly height: number | null;
}

/** What the page keeps above and below a panel whose right edge is this far from the viewport's. */
export const marginsAt = (right: number, { size, viewport, clearance }: Around): Margins =>
  marginsFor(clearance, spanAt(right, size, viewport), viewport);

const spanAt = (right: number, size: Size, viewport: Size) => ({
  left: viewport.width - right - size.width,
  right: viewport.width - right,
  height: Math.min(size.height, LEAST_HEIGHT),
});

/** This far from the right edge, or as far as is clear of an open chat or a sidebar that stands there. */
const beside = (right: number, gap: number, { size, viewport, clearance }: Around): number => {
  const from = blockedFrom(clearance, spanAt(right, size, viewport), viewport);
  return from === null ? right : viewport.width - from + gap;
};

/** The wanted place, or the nearest that is free. */
export const placeOf = (standing: Standing): Place => {
  const { wanted, fills, size, viewport } = standing;
  if (!fills) {
    const right = beside(wanted.right, GAP, standing);
    const margins = marginsAt(right, standing);
    return {
      shown: clampPosition({ ...wanted, right }, size, viewport, margins),
      maxHeight: roomFor(viewport, wanted.top, margins),
      height: null,
    };
  }
  const right = beside(0, 0, standing);
  const { place, height } = dockedPlace(viewport, marginsAt(right, standing));
  return { shown: { ...place, right }, maxHeight: height, height };
};
