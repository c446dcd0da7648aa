import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Rows of a page where nothing can be measured. */
const UNMEASURED_PAGE = 10;

interface Roving {
  /** Key of the one row that Tab comes to; null = the first. */
  readonly active: string | null;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  /** Makes a row the tab stop and brings it into view, without the focus unless asked. */
  go(key: string, focus: boolean): void;
}

/** Arrows, Home, End and the page keys move through a list that has one tab stop (ARIA Authoring Practices, roving tabindex). */
export const useRovingRow = (scroller: RefObject<HTMLElement | null>, keys: readonly string[]): Roving => {
  const [active, setActive] = useState<string | null>(null);
  const pending = useRef<{ readonly key: string; readonly focus: boolean } | null>(null);

  // After the row was drawn: one far away was not there before.
  useLayoutEffect(() => {
    const going = pending.current;
    if (going === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(going.key)}"]`);
    if (row === undefined || row === null) return;
    pending.current = null;
    row.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (going.focus) row.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
  });

  const go = useCallback((key: string, focus: boolean) => {
    pending.current = { key, focus };
    setActive(key);
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-key]') : null;
    const current = keys.indexOf(row?.dataset.key ?? '');
    if (row === null || current < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const visible = Math.floor((scroller.current?.clientHeight ?? 0) / row.offsetHeight);
    const page = visible > 1 ? visible - 1 : UNMEASURED_PAGE;
    const targets: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: keys.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const key = keys[Math.max(0, Math.min(keys.length - 1, target))];
    if (key !== undefined) go(key, true);
  };

  return { active, onKeyDown, go };
};
