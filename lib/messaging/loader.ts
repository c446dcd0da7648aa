import { recordPageOf } from '../crm/pages.ts';
import type { RecordPage } from '../crm/port.ts';
import { followNavigation, type NavigatingWindow } from './followNavigation.ts';
import { isSamePage, type PageStateWriter } from './pageState.ts';

export interface LoaderParts {
  readonly window: NavigatingWindow;
  readonly state: PageStateWriter;
  /** Asks the worker for the panel. Rejects where it did not come. */
  readonly mountPanel: () => Promise<unknown>;
  /** Asks for the panel what it will want to know of its first record. */
  readonly askAhead: (page: RecordPage) => void;
  /** Aborted with the content script's context. */
  readonly signal: AbortSignal;
}

/** So many records within so long are a person's; more are a page that navigates by itself, and has to come to rest first. */
const BURST = 5;
const BURST_MS = 1_000;
const REST_MS = 250;

/**
 * Decides from the address alone whether the tab shows a record, tells the panel, and brings the panel in for the first one.
 * It reads nothing of the page. A page that floods the history costs no more questions than a person who clicks fast.
 */
export const startLoader = ({ window, state, mountPanel, askAhead, signal }: LoaderParts): void => {
  let panel: 'absent' | 'coming' | 'here' = 'absent';

  const bringPanel = async () => {
    panel = 'coming';
    try {
      await mountPanel();
      panel = 'here';
    } catch {
      // The next record page tries again; an updated extension has a loader of its own.
      panel = 'absent';
    }
  };

  let shownAt: readonly number[] = [];
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const show = (page: RecordPage | null) => {
    state.set(page);
    if (page === null) return;
    shownAt = [...shownAt.slice(1 - BURST), performance.now()];
    if (panel !== 'absent') return;
    void bringPanel();
    askAhead(page);
  };

  const arrive = (url: URL) => {
    clearTimeout(waiting);
    const page = recordPageOf(url);
    if (isSamePage(page, state.current())) return;
    const [first = 0] = shownAt;
    const isFlood = shownAt.length === BURST && performance.now() - first < BURST_MS;
    if (page === null || !isFlood) return show(page);
    // The record before is left at once; only the next one is waited for.
    state.set(null);
    waiting = setTimeout(() => show(page), REST_MS);
  };

  followNavigation(window, arrive, signal);
  // A panel whose worker is gone can show nothing that is still true.
  const end = () => {
    clearTimeout(waiting);
    state.set(null);
  };
  signal.addEventListener('abort', end, { once: true });
};
