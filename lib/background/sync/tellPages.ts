import { browser } from 'wxt/browser';
import type { PageMessage } from '../../messaging/protocol.ts';
import type { SyncStatus } from '../../messaging/syncMessages.ts';
import { tellCrmTabs } from '../crmTabs.ts';

/** To the popup and options that are open. That nobody is there is no failure. */
export const tellPages = async (status: SyncStatus): Promise<void> => {
  try {
    await browser.runtime.sendMessage({ name: 'sync.changed', status } satisfies PageMessage);
  } catch {
    return;
  }
};

/** To the panels: that a sync runs, or no longer. They ask for their own record's state where they show it. */
export const tellPanels = (isRunning: boolean): Promise<void> =>
  tellCrmTabs({ name: 'sync.changed', isRunning });

/** Calls back at most so often; what came in between is told once, at the end of the pause. */
export const atMostEvery = (ms: number, tell: () => void): (() => void) => {
  let pause: ReturnType<typeof setTimeout> | null = null;
  let isAsked = false;
  const ask = () => {
    if (pause !== null) {
      isAsked = true;
      return;
    }
    tell();
    pause = setTimeout(() => {
      pause = null;
      if (!isAsked) return;
      isAsked = false;
      ask();
    }, ms);
  };
  return ask;
};
