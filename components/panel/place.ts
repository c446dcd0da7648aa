import { type Clearance, marginsFor } from './clearance.ts';
import { clampPosition, dockedPlace, type Margins, type Position, roomFor, type Size } from './position.ts';

interface Standing {
  /** Where a person wants it. */
  readonly wanted: Position;
  /** Open and docked: the whole right edge. */
  readonly fills: boolean;
  readonly size: Size;
  readonly viewport: Size;
  readonly clearance: Clearance;
}

/** Where the panel is put, and how high it may be, in CSS px. */
export interface Place {
  readonly shown: Position;
  readonly maxHeight: number;
  /** null = as high as what is in it. */
  readonly height: number | null;
}

/** What the page keeps above and below a panel whose right edge is this far from the viewport's. */
export const marginsAt = (
  right: number,
  { size, viewport, clearance }: Omit<Standing, 'wanted' | 'fills'>,
): Margins =>
  marginsFor(
    clearance,
    { left: viewport.width - right - size.width, right: viewport.width - right },
    viewport,
  );

/** The wanted place, or the nearest that is free. */
export const placeOf = (standing: Standing): Place => {
  const { wanted, fills, size, viewport } = standing;
  const margins = marginsAt(fills ? 0 : wanted.right, standing);
  if (!fills)
    return {
      shown: clampPosition(wanted, size, viewport, margins),
      maxHeight: roomFor(viewport, wanted.top, margins),
      height: null,
    };
  const { place, height } = dockedPlace(viewport, margins);
  return { shown: place, maxHeight: height, height };
};
