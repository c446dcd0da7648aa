import { browser } from 'wxt/browser';
import type { PageMessage } from '../../lib/messaging/protocol.ts';

const isPageMessage = (message: unknown): message is PageMessage =>
  typeof message === 'object' &&
  message !== null &&
  'name' in message &&
  message.name === 'sync.changed' &&
  'status' in message;

/** What the worker tells our open pages. A content script has a tab, the worker has none: nobody else is listened to. */
export const onPageMessage = (listener: (message: PageMessage) => void): (() => void) => {
  const receive = (message: unknown, sender: { readonly tab?: unknown }) => {
    if (sender.tab === undefined && isPageMessage(message)) listener(message);
  };
  browser.runtime.onMessage.addListener(receive);
  return () => browser.runtime.onMessage.removeListener(receive);
};
