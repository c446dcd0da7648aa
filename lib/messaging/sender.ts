import { CRM_PAGES, recordPageOf } from '../crm/pages.ts';
import type { RecordPage } from '../crm/port.ts';
import { matchesOrigin } from './matchPattern.ts';

/** Who sent a message, as the browser vouches for it. */
export type Sender =
  | {
      /** A content script of ours in the top frame of a CRM host. */
      readonly kind: 'crmPage';
      readonly tabId: number;
      readonly host: string;
      /** The record page that the tab shows at this moment; null on a list, in Setup or in an editor. */
      readonly page: RecordPage | null;
    }
  /** A page of ours that is not in a frame: popup, options. */
  | { readonly kind: 'extensionPage'; readonly tabId: number | null }
  /** Our confirm.html in a frame of a tab. */
  | { readonly kind: 'confirmFrame'; readonly tabId: number; readonly frameId: number };
export type SenderKind = Sender['kind'];

/** The part of `runtime.MessageSender` that the decision reads. */
export interface BrowserSender {
  readonly id?: string | undefined;
  readonly origin?: string | undefined;
  readonly url?: string | undefined;
  readonly frameId?: number | undefined;
  readonly tab?: { readonly id?: number | undefined; readonly url?: string | undefined } | undefined;
}

/** Our own extension. `origin` without a trailing slash, e.g. `chrome-extension://abc`. */
export interface Self {
  readonly id: string;
  readonly origin: string;
}

const CONFIRM_PAGE = '/confirm.html';

/**
 * null = nobody we know: another extension, a page over http, a frame of the CRM, an opaque origin, a host that only looks
 * like a CRM's.
 */
export const senderOf = (sender: BrowserSender, self: Self): Sender | null => {
  if (sender.id !== self.id || sender.origin === undefined) return null;
  return sender.origin === self.origin ? ourPage(sender) : crmPage(sender);
};

// A frame of ours has `tab` set just like a content script: the origin tells them apart, the tab does not.
const ourPage = ({ url, frameId, tab }: BrowserSender): Sender | null => {
  const isConfirm = url !== undefined && URL.parse(url)?.pathname === CONFIRM_PAGE;
  if (isConfirm)
    return frameId !== undefined && frameId > 0 && tab?.id !== undefined
      ? { kind: 'confirmFrame', tabId: tab.id, frameId }
      : null;
  return frameId === undefined || frameId === 0 ? { kind: 'extensionPage', tabId: tab?.id ?? null } : null;
};

const crmPage = ({ origin, url, frameId, tab }: BrowserSender): Sender | null => {
  if (frameId !== 0 || tab?.id === undefined || origin === undefined) return null;
  if (!CRM_PAGES.some(({ matches }) => matches.some((pattern) => matchesOrigin(pattern, origin))))
    return null;
  const address = addressAt(origin, tab.url) ?? addressAt(origin, url);
  if (address === null) return null;
  return { kind: 'crmPage', tabId: tab.id, host: address.hostname, page: recordPageOf(address) };
};

// `sender.url` is the address that the document was loaded from: Chromium never moves it on when the page navigates within
// itself. `sender.tab.url` does move (measured in Chromium 156, from the very next message on).
const addressAt = (origin: string, address: string | undefined): URL | null => {
  const url = address === undefined ? null : URL.parse(address);
  return url?.origin === origin ? url : null;
};
