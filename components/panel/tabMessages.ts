import { browser } from 'wxt/browser';
import type { TabMessage } from '../../lib/messaging/protocol.ts';

const NAMES: ReadonlySet<unknown> = new Set<TabMessage['name']>([
  'panel.toggle',
  'record.changed',
  'connections.changed',
  'sync.changed',
  'confirm.closed',
]);

const isTabMessage = (message: unknown): message is TabMessage =>
  typeof message === 'object' && message !== null && 'name' in message && NAMES.has(message.name);

/** Messages of our own worker to this tab. Only the extension can send them: the page has no `runtime` of ours. */
export const onTabMessage = (listener: (message: TabMessage) => void): (() => void) => {
  const receive = (message: unknown) => {
    if (isTabMessage(message)) listener(message);
  };
  // Taken hold of once: after an update of the extension `browser.runtime` is no longer there to stop listening by.
  const { onMessage } = browser.runtime;
  onMessage.addListener(receive);
  return () => onMessage.removeListener(receive);
};
