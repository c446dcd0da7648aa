import { displayLocale } from '../../../lib/format/locale.ts';
import type { PageState } from '../../../lib/messaging/pageState.ts';
import { isSamePage } from '../../../lib/messaging/pageState.ts';
import { belongs } from '../belongs.ts';
import { pageTheme } from '../pageTheme.ts';
import type { PanelHost } from '../panelHost.ts';
import type { PanelPort } from '../port.ts';
import type { Size } from '../position.ts';
import { drawOnce } from './drawOnce.ts';
import { Glance } from './Glance.tsx';
import { gatherGestures } from './gestures.ts';
import type { Known } from './known.ts';

/** What is seen of the panel before its script is there. */
export interface ShownGlance {
  /** What it shows, for the panel to begin with; null = nothing. From now on it shows nothing new. */
  hand(): Known | null;
  /** The panel has drawn: it takes the glance's place, and what a person did meanwhile. */
  giveWay(alive: ParentNode): void;
  remove(): void;
}

export interface GlanceParts {
  readonly host: PanelHost;
  readonly pageState: Pick<PageState, 'current' | 'subscribe'>;
  readonly onTabMessage: PanelPort['onTabMessage'];
  /** What this device knows of the page's record; null = nothing. Never rejects. */
  readonly known: Promise<Known | null>;
  /** Somebody uses what is drawn: the panel is wanted now. */
  readonly onWanted: () => void;
  /** The tab shows another record, or another person may have signed in: what is under way for this one is not wanted. */
  readonly onOver: () => void;
}

/**
 * Draws the figures of the page's record as soon as they are known, in the closed root and in the look that React will draw
 * there. It goes at once where the tab shows another record or another person may have signed in.
 */
export const showGlance = (parts: GlanceParts): ShownGlance => {
  const { host, pageState, onTabMessage, known, onWanted, onOver } = parts;
  const { element: mount, remove: removeMount } = host.addMount();
  const gestures = gatherGestures(mount, onWanted);
  let shown: Known | null = null;
  let frame = 0;
  let isOver = false;

  const remove = () => {
    isOver = true;
    shown = null;
    cancelAnimationFrame(frame);
    gestures.stop();
    for (const stop of stops) stop();
    removeMount();
  };
  const leave = () => {
    onOver();
    remove();
  };
  const stops = [
    pageState.subscribe(leave),
    onTabMessage(({ name }) => {
      if (name === 'panel.toggle') gestures.toggle();
      if (name === 'connections.changed') leave();
    }),
  ];

  const draw = ({ preferences, shown: figures }: Known) => {
    const viewport = { width: window.innerWidth, height: window.innerHeight };
    const theme = pageTheme(document);
    const now = Date.now();
    const drawn = (size: Size) => {
      mount.replaceChildren();
      drawOnce(
        <Glance
          preferences={preferences}
          shown={figures}
          theme={theme}
          viewport={viewport}
          size={size}
          now={now}
        />,
        mount,
      );
    };
    drawn({ width: 0, height: 0 });
    // Only where it was moved, to the window's edge perhaps, does its own size matter.
    const panel = mount.querySelector('.panel');
    if (preferences.position !== null && panel !== null) drawn(panel.getBoundingClientRect());
  };
  // The page states its theme once its own styles are there: looked at before each frame that could be seen.
  const followTheme = () => {
    const theme = pageTheme(document);
    const surface = mount.firstElementChild;
    if (theme === null) surface?.removeAttribute('data-theme');
    else surface?.setAttribute('data-theme', theme);
    frame = requestAnimationFrame(followTheme);
  };
  // With the frame that paints it: whoever looks at the page before makes the browser lay it out once more.
  const show = (next: Known) => {
    shown = next;
    frame = requestAnimationFrame(() => {
      try {
        draw(next);
        frame = requestAnimationFrame(followTheme);
      } catch {
        // What cannot be drawn, the panel says in words: it draws the same.
        remove();
      }
    });
  };

  // Its first time takes longer than all that is drawn, and there is time while the worker answers.
  displayLocale();
  void known.then((next) => {
    if (isOver || next === null || !isSamePage(next.page, pageState.current())) return;
    const { value } = next.shown;
    if (value.view.customers.length > 0 && belongs(value, next.page)) show(next);
  });

  return {
    hand: () => {
      if (shown === null) remove();
      return shown;
    },
    giveWay: (alive) => {
      if (isOver) return;
      gestures.repeatOn(alive);
      remove();
    },
    remove,
  };
};
