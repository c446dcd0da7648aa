import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { knownAhead } from '../../components/panel/glance/knownAhead.ts';
import { layGround, publishGround } from '../../components/panel/ground.ts';
import css from '../../components/panel/panel.css?inline';
import { onTabMessage } from '../../components/panel/tabMessages.ts';
import { forgetAhead, hurryPanel } from '../../lib/messaging/ahead.ts';
import { readPageState } from '../../lib/messaging/pageState.ts';
import { openTypingGate } from '../../lib/messaging/typingGate.ts';

// The worker may bring this script in more than once per page; the first of each version stays.
export default defineUnlistedScript(() => {
  const pageState = readPageState();
  if (pageState === null) return;
  publishGround(browser.runtime.getManifest().version, () =>
    layGround({
      css,
      gate: openTypingGate(window),
      isAlive: () => browser.runtime?.id !== undefined,
      pageState,
      onTabMessage,
      known: knownAhead(pageState.current()),
      onWanted: hurryPanel,
      onOver: forgetAhead,
    }),
  );
});
