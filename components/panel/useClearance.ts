import { useEffect, useState } from 'react';
import { type Clearance, clearanceOf, type Rect, UNMEASURED } from './clearance.ts';
import { onPageActivity } from './pageActivity.ts';
import { marginsAt } from './place.ts';
import type { Size } from './position.ts';
import { restingTop } from './restingTop.ts';

/** Where to look for fixed controls, as shares of the viewport: along every edge, and closely up the right side. */
const ALONG = [0.02, 0.2, 0.4, 0.6, 0.8, 0.98];
/** CSS px from the edge. */
const DEEP = [4, 30, 70, 110];
/** In the lower corners stand chats and round help buttons, small ones: look closely. CSS px from the corner. */
const CORNER = [12, 36, 60, 84, 108, 132];

interface Around extends Clearance {
  /** Where the small tab rests until somebody moves it; null = the page was not looked at yet. */
  readonly rest: number | null;
}

/**
 * What the page keeps fixed, and what a tab of this size would cover, found by looking at the page as it is painted, so that no CRM's
 * class names are needed. Looks again when the window changes, whenever `again` does, and after the page has been used: a press may open a
 * chat or a sidebar. Never on its own.
 */
export const useClearance = (host: Element, viewport: Size, again: string, size: Size): Around => {
  const [around, setAround] = useState<Around>({ ...UNMEASURED, rest: null });
  const { width, height } = viewport;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` is the reason to look once more, and says when the size is another.
  useEffect(() => {
    const look = () => {
      const clearance = clearanceOf(fixedRects(document, host, viewport), viewport);
      const rest = restingTop(host, size, viewport, marginsAt(0, { size, viewport, clearance }));
      const found = { ...clearance, rest };
      setAround((known) => (JSON.stringify(known) === JSON.stringify(found) ? known : found));
    };
    // After the page has painted what made us look.
    const frame = requestAnimationFrame(look);
    const stop = onPageActivity(host, look);
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, [host, width, height, again]);
  return around;
};

const fixedRects = (page: Document, host: Element, { width, height }: Size): readonly Rect[] => {
  const seen = new Set<Fixed>();
  const fixedOf = fixedAncestors(page.body);
  for (const [x, y] of pointsOf(width, height)) {
    for (const element of page.elementsFromPoint(x, y)) {
      const fixed = element === host ? null : fixedOf(element);
      if (fixed !== null) seen.add(fixed);
    }
  }
  return [...seen].map(({ element, isSticky }) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left, top, right, bottom, isSticky };
  });
};

const pointsOf = (width: number, height: number): readonly (readonly [number, number])[] => [
  ...CORNER.flatMap((x) =>
    CORNER.flatMap((y) => [[x, height - y] as const, [width - x, height - y] as const]),
  ),
  ...ALONG.flatMap((share) =>
    DEEP.flatMap((deep) => [
      [share * width, deep] as const,
      [share * width, height - deep] as const,
      [deep, share * height] as const,
      [width - deep, share * height] as const,
    ]),
  ),
];

interface Fixed {
  readonly element: Element;
  readonly isSticky: boolean;
}

/**
 * Of an element its outermost fixed ancestor or itself, null where none is: a fixed button inside a fixed bar belongs to the bar; what
 * grows out of the bar, as an open chat does, stands for itself. What lies over one point mostly lies over the next one too, so every
 * style is read once per look.
 */
const fixedAncestors = (body: Element): ((element: Element) => Fixed | null) => {
  const known = new Map<Element, Fixed | null>();
  const fixedOf = (element: Element): Fixed | null => {
    const chain: Element[] = [];
    // Upwards in a loop: a page may nest deeper than calls can.
    for (
      let at: Element | null = element;
      at !== null && at !== body && !known.has(at);
      at = at.parentElement
    )
      chain.push(at);
    for (const at of chain.reverse()) {
      const above = at.parentElement === null ? null : (known.get(at.parentElement) ?? null);
      known.set(at, above === null ? fixedBy(at) : partOf(at, above));
    }
    return known.get(element) ?? null;
  };
  return fixedOf;
};

const fixedBy = (element: Element): Fixed | null => {
  const { position } = getComputedStyle(element);
  return position === 'fixed' || position === 'sticky' ? { element, isSticky: position === 'sticky' } : null;
};

const partOf = (child: Element, around: Fixed): Fixed =>
  child.parentElement === around.element &&
  child.getBoundingClientRect().top < around.element.getBoundingClientRect().top
    ? { element: child, isSticky: around.isSticky }
    : around;
