import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { takeGround } from '../../components/panel/ground.ts';
import { mountPanel } from '../../components/panel/mountPanel.tsx';
import { onTabMessage } from '../../components/panel/tabMessages.ts';
import { sendAfter } from '../../lib/messaging/ahead.ts';
import { readPageState } from '../../lib/messaging/pageState.ts';
import { send } from '../../lib/messaging/send.ts';

// The worker may bring this script in more than once per page; the first of each version stays.
export default defineUnlistedScript(() => {
  const pageState = readPageState();
  const ground = pageState === null ? null : takeGround(browser.runtime.getManifest().version);
  if (pageState === null || ground === null) return;
  mountPanel(
    {
      send: sendAfter(send),
      pageState,
      onTabMessage,
      isAlive: () => browser.runtime?.id !== undefined,
      reloadPage: () => location.reload(),
    },
    ground,
  );
});
