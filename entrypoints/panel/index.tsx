import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { mountPanel } from '../../components/panel/mountPanel.tsx';
import css from '../../components/panel/panel.css?inline';
import { onTabMessage } from '../../components/panel/tabMessages.ts';
import { sendAfter } from '../../lib/messaging/ahead.ts';
import { readPageState } from '../../lib/messaging/pageState.ts';
import { send } from '../../lib/messaging/send.ts';

const MOUNTED = Symbol.for('ledgerside.panel');
type World = typeof globalThis & { [MOUNTED]?: { readonly version: string; leave(): void } };

// The worker may bring this script in more than once per page; the first of each version stays.
export default defineUnlistedScript(() => {
  const world: World = globalThis;
  const pageState = readPageState();
  const { version } = browser.runtime.getManifest();
  if (pageState === null || world[MOUNTED]?.version === version) return;
  world[MOUNTED]?.leave();
  const { unmount } = mountPanel(
    {
      send: sendAfter(send),
      pageState,
      onTabMessage,
      isAlive: () => browser.runtime?.id !== undefined,
      reloadPage: () => location.reload(),
    },
    css,
  );
  world[MOUNTED] = { version, leave: unmount };
});
