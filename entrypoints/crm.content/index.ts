import { defineContentScript } from 'wxt/utils/define-content-script';
import { CRM_PAGES } from '../../lib/crm/pages.ts';
import { publishAhead } from '../../lib/messaging/ahead.ts';
import { startLoader } from '../../lib/messaging/loader.ts';
import { publishPageState } from '../../lib/messaging/pageState.ts';
import { send } from '../../lib/messaging/send.ts';
import { openTypingGate } from '../../lib/messaging/typingGate.ts';

export default defineContentScript({
  matches: CRM_PAGES.flatMap(({ matches }) => [...matches]),
  allFrames: false,
  // Before any script of the page: what is typed into the panel must pass us first.
  runAt: 'document_start',
  main({ signal }) {
    // The manifest says top frame only; a page that frames a CRM must not get a panel by way of a later mistake there.
    if (window.top !== window) return;
    openTypingGate(window);
    const ahead = publishAhead(send);
    startLoader({
      window,
      state: publishPageState(),
      mountPanel: () => send('panel.mount', {}),
      askAhead: (page) => ahead.ask(page),
      signal,
    });
  },
});
