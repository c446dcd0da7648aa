import { recordPageOf } from '../crm/pages.ts';
import type { RecordPage } from '../crm/port.ts';
import { followNavigation, type NavigatingWindow } from './followNavigation.ts';
import type { PageStateWriter } from './pageState.ts';

export interface LoaderParts {
  readonly window: NavigatingWindow;
  readonly state: PageStateWriter;
  /** Asks the worker for the panel. Rejects where it did not come. */
  readonly mountPanel: () => Promise<unknown>;
  /** Aborted with the content script's context. */
  readonly signal: AbortSignal;
}

/**
 * Decides from the address alone whether the tab shows a record, tells the panel, and brings the panel in for the first one.
 * It reads nothing of the page.
 */
export const startLoader = ({ window, state, mountPanel, signal }: LoaderParts): void => {
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

  const arrive = (url: URL) => {
    const page: RecordPage | null = recordPageOf(url);
    state.set(page);
    if (page !== null && panel === 'absent') void bringPanel();
  };

  followNavigation(window, arrive, signal);
  // A panel whose worker is gone can show nothing that is still true.
  signal.addEventListener('abort', () => state.set(null), { once: true });
};
