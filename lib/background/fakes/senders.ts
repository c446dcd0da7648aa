import { CRM_PAGES } from '../../crm/pages.ts';
import type { RecordPage } from '../../crm/port.ts';
import type { BrowserSender, Self } from '../../messaging/sender.ts';
import { ACCOUNT_PAGE } from './records.ts';

export const SELF: Self = { id: 'ourselves', origin: 'chrome-extension://ourselves' };

/** The content script in the tab that shows this page. */
export const crmSender = (page: RecordPage = ACCOUNT_PAGE, tabId = 7): BrowserSender => {
  const url =
    CRM_PAGES.find(({ system }) => system === page.record.system)?.urlOf(page.record, page.host) ?? '';
  return { id: SELF.id, origin: `https://${page.host}`, url, frameId: 0, tab: { id: tabId, url } };
};

export const optionsSender: BrowserSender = {
  id: SELF.id,
  origin: SELF.origin,
  url: `${SELF.origin}/options.html`,
  frameId: 0,
  tab: { id: 3, url: `${SELF.origin}/options.html` },
};

export const popupSender: BrowserSender = {
  id: SELF.id,
  origin: SELF.origin,
  url: `${SELF.origin}/popup.html`,
};

export const confirmSender = (tabId = 7, frameId = 12): BrowserSender => ({
  id: SELF.id,
  origin: SELF.origin,
  url: `${SELF.origin}/confirm.html#ticket=0`,
  frameId,
  tab: { id: tabId, url: 'https://acme.lightning.force.com/' },
});
