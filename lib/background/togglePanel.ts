import { browser } from 'wxt/browser';
import { tellTab } from './crmTabs.ts';

/** The manifest's keyboard command, sent on to the tab in front. On a page without a panel nobody listens. */
export const togglePanel = async (
  command: string,
  tab?: { readonly id?: number | undefined },
): Promise<void> => {
  if (command !== 'toggle-panel') return;
  const id = tab?.id ?? (await browser.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.id;
  if (id !== undefined) await tellTab(id, { name: 'panel.toggle' });
};
