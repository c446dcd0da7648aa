import type { Page } from 'playwright-core';
import * as z from 'zod';
import { inClosedRoot } from './closedRoot.ts';

/** Looks at each printed amount, date and status (and each column head) in the panel, wherever it is scrolled to. */
const lookForCut = (root: ShadowRoot): readonly string[] => {
  const FIGURE = /[€$¥]\s?-?\d|\b[A-Z]{3}\s-?\d[\d,.]*\d|\b[A-Z][a-z]{2} \d{1,2}, \d{4}/;
  /** What only a screen reader is told has no place on the screen. */
  const isUnseen = (element: Element | null): boolean =>
    element !== null &&
    (getComputedStyle(element).clipPath === 'inset(50%)' || isUnseen(element.parentElement));
  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && !isUnseen(element);
  const isMeant = (element: Element, text: string) =>
    FIGURE.test(text) || element.matches('.badge, thead button, thead th');
  const rectOf = (text: Text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return range.getBoundingClientRect();
  };
  const clippersOf = (from: Element) => {
    const clippers: Element[] = [];
    for (let element: Element | null = from; element !== null; element = element.parentElement) {
      const { overflowX, contain, display, position } = getComputedStyle(element);
      if (display !== 'inline' && (overflowX !== 'visible' || /paint|content|strict/.test(contain)))
        clippers.push(element);
      // The panel is out of the page's flow: nothing further out clips it.
      if (position === 'fixed') break;
    }
    return clippers;
  };
  const isOver = (element: Element, x: number, y: number) => {
    const top = root.elementFromPoint(x, y);
    return top === null || !(element.contains(top) || top.contains(element));
  };

  const found: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent ?? '';
    if (!(node instanceof Text) || element === null || !isMeant(element, text) || !isShown(element)) continue;
    element.scrollIntoView({ block: 'center' });
    // What has to be scrolled to sideways is not seen.
    for (let box: Element | null = element; box !== null; box = box.parentElement) box.scrollLeft = 0;
    const { left, right, top, bottom } = rectOf(node);
    const middle = (top + bottom) / 2;
    const isCut = clippersOf(element).some((clipper) => {
      const box = clipper.getBoundingClientRect();
      return left < box.left - 1 || right > box.right + 1;
    });
    const isCovered = [left + 2, right - 2].some((x) => isOver(element, x, middle));
    if (isCut || isCovered) found.push(`${isCut ? 'cut' : 'covered'}: ${text}`);
  }
  return found;
};

/** Amounts, dates, statuses and column heads of the panel that somebody cannot read whole; [] is what we want. */
export const cutInPanel = async (page: Page): Promise<readonly string[]> =>
  z.array(z.string()).parse(await inClosedRoot(page, lookForCut));

const rowHeights = (root: ShadowRoot) => [
  ...new Set([...root.querySelectorAll<HTMLElement>('tr[data-row]')].map(({ offsetHeight }) => offsetHeight)),
];

/** The heights of the rows of the list that is shown: one, because a long list counts on it. */
export const rowHeightsInPanel = async (page: Page): Promise<readonly number[]> =>
  z.array(z.number()).parse(await inClosedRoot(page, rowHeights));

const astrayHeads = (root: ShadowRoot) =>
  [...root.querySelectorAll('.detail .figure-table:not([data-stacked]) table')]
    .flatMap((table) => {
      const cells = [...table.querySelectorAll('tbody tr:first-child > *')];
      return [...table.querySelectorAll('thead th')].filter((head, place) => {
        const [own, under] = [head.getBoundingClientRect(), cells[place]?.getBoundingClientRect()];
        return (
          under === undefined || Math.abs(own.left - under.left) > 1 || Math.abs(own.right - under.right) > 1
        );
      });
    })
    .map(({ textContent }) => textContent);

/** Heads of an open row's small tables that do not stand over their columns. */
export const astrayHeadsInPanel = async (page: Page): Promise<readonly string[]> =>
  z.array(z.string()).parse(await inClosedRoot(page, astrayHeads));

const moreShown = (root: ShadowRoot) => {
  const list = root.querySelector('.rows');
  return list !== null && Number(getComputedStyle(list, '::after').opacity) > 0.1;
};

/** Whether the list's lower edge says that there is more below it. */
export const saysMoreBelow = async (page: Page): Promise<boolean> =>
  z.boolean().parse(await inClosedRoot(page, moreShown));
