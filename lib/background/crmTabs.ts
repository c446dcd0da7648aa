import { browser } from 'wxt/browser';
import { CRM_PAGES } from '../crm/pages.ts';
import type { TabMessage } from '../messaging/protocol.ts';

/** A tab without our content script, or one that has just been closed, has nobody to tell: that is no failure. */
export const tellTab = async (tabId: number, message: TabMessage): Promise<void> => {
  try {
    await browser.tabs.sendMessage(tabId, message, { frameId: 0 });
  } catch {
    return;
  }
};

/** Every tab on a CRM host; each panel decides by the key whether it is meant. */
export const tellCrmTabs = async (message: TabMessage): Promise<void> => {
  const tabs = await browser.tabs.query({ url: CRM_PAGES.flatMap(({ matches }) => matches) });
  await Promise.all(tabs.flatMap(({ id }) => (id === undefined ? [] : [tellTab(id, message)])));
};
