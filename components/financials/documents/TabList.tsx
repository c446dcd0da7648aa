import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useOverflow } from './useOverflow.ts';

interface TabListProps {
  /** Ids of the tabs begin with it; `${id}panel` is what they control. */
  readonly id: string;
  readonly label: string;
  readonly current: string;
  readonly tabs: readonly { readonly id: string; readonly label: string; readonly count: string | null }[];
  onChoose(tab: string): void;
}

/** As wide as the fading edge with its arrow, px. */
const ARROW = 48;

const isRightToLeft = (element: Element): boolean => getComputedStyle(element).direction === 'rtl';

/**
 * Tabs after the ARIA Authoring Practices: one tab stop, arrows move and choose, Home and End go to the ends. More tabs than fit
 * scroll sideways; a fading edge with an arrow shows that there are more, and brings them with a press.
 */
export function TabList({ id, label, current, tabs, onChoose }: TabListProps) {
  const list = useRef<HTMLDivElement>(null);
  const { before, after, look, scroll } = useOverflow(list);
  const place = tabs.findIndex((tab) => tab.id === current);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab was chosen
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    const box = list.current;
    if (tab === null || tab === undefined || box === null) return;
    // By hand, because `scrollIntoView` would scroll the page's own boxes too. Room for the arrows on either side.
    const { left, right } = tab.getBoundingClientRect();
    const edge = box.getBoundingClientRect();
    if (left < edge.left + ARROW) box.scrollLeft -= edge.left + ARROW - left;
    else if (right > edge.right - ARROW) box.scrollLeft += right - edge.right + ARROW;
  }, [current]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const forward = isRightToLeft(event.currentTarget) ? 'ArrowLeft' : 'ArrowRight';
    const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
    const targets: Record<string, number> = {
      [forward]: (place + 1) % tabs.length,
      [back]: (place - 1 + tabs.length) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    const target = targets[event.key];
    const next = target === undefined ? undefined : tabs[target];
    if (target === undefined || next === undefined) return;
    event.preventDefault();
    onChoose(next.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[target]?.focus({ preventScroll: true });
  };

  return (
    <div className="tabbar" data-before={before || undefined} data-after={after || undefined}>
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        onKeyDown={onKeyDown}
        onScroll={look}
        className="tablist"
      >
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${id}${tab.id}`}
            aria-selected={tab.id === current}
            aria-controls={tab.id === current ? `${id}panel` : undefined}
            tabIndex={tab.id === current ? 0 : -1}
            onClick={() => onChoose(tab.id)}
          >
            {tab.label}
            {tab.count === null ? null : (
              <>
                {' '}
                <span className="count">{tab.count}</span>
              </>
            )}
          </button>
        ))}
      </div>
      {before ? <Arrow side="before" onPress={() => scroll(-1)} /> : null}
      {after ? <Arrow side="after" onPress={() => scroll(1)} /> : null}
    </div>
  );
}

/** For the pointer alone: with the keyboard, arrow keys reach every tab. */
const Arrow = ({ side, onPress }: { side: 'before' | 'after'; onPress: () => void }) => (
  <button
    type="button"
    className="tab-arrow"
    data-side={side}
    aria-hidden="true"
    tabIndex={-1}
    onClick={onPress}
  >
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path
        d="m4.5 2.5 3.5 3.5-3.5 3.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  </button>
);
