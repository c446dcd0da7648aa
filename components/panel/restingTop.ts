import { GAP, type Margins, type Size, startPosition } from './position.ts';

const CONTROLS = 'a,button,input,select,textarea,[role=button],[role=link],[role=tab]';
/** Looked at across and down the place: closely enough that no control which a hand can hit lies between. */
const ACROSS = 9;
const DOWN = 6;
/** Places tried each way: a page that is all controls costs no more than this. */
const TRIES = 5;

/**
 * How far down the right edge something of this size rests, CSS px: where it starts, or the nearest place with no control of the page beneath it,
 * further down if there is one. A page that leaves none keeps the start covered.
 */
export const restingTop = (host: Element, size: Size, viewport: Size, margins: Margins): number => {
  const least = margins.top + GAP;
  const most = viewport.height - size.height - margins.bottom - GAP;
  const start = Math.max(least, Math.min(startPosition(viewport).top, most));
  const controlAt = (top: number): DOMRect | undefined => {
    for (let point = 0; point < ACROSS * DOWN; point += 1) {
      const x = viewport.width - 1 - ((point % ACROSS) * (size.width - 2)) / (ACROSS - 1);
      const y = top + 1 + (Math.floor(point / ACROSS) * (size.height - 2)) / (DOWN - 1);
      const under = document.elementsFromPoint(x, y).find((element) => element !== host);
      const control = under?.closest(CONTROLS);
      if (control) return control.getBoundingClientRect();
    }
    return undefined;
  };
  for (const isDown of [true, false]) {
    let top = start;
    for (let tries = 0; tries < TRIES && top >= least && top <= most; tries += 1) {
      const control = controlAt(top);
      if (control === undefined) return top;
      top = isDown ? control.bottom + GAP : control.top - size.height - GAP;
    }
  }
  return start;
};
