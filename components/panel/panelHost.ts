/** The panel's element in the page. A name of our own, so that neither the page's CSS nor its scripts have a rule for it. */
const HOST_NAME = 'ledgerside-panel';

/** Told to an older copy's element: its script still runs, and would put the element back. */
const REPLACED = 'ledgerside-replaced';

export interface PanelHost {
  readonly element: HTMLElement;
  readonly shadow: ShadowRoot;
  /** Where React draws. */
  readonly mount: HTMLElement;
  /** The page has moved on: if it threw the panel out, it may come back once more. */
  allowReturn(): void;
  remove(): void;
}

/**
 * A closed shadow root on the document's root element, outside the body that single-page apps redraw. An older copy is
 * told to leave. If the page removes ours it comes back once per navigation; a page that insists is left alone.
 */
export const createPanelHost = (document: Document, css: string, onReplaced: () => void): PanelHost => {
  for (const old of document.querySelectorAll(HOST_NAME)) {
    old.dispatchEvent(new Event(REPLACED));
    old.remove();
  }
  const element = document.createElement(HOST_NAME);
  const shadow = element.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];
  const mount = document.createElement('div');
  shadow.append(mount);

  element.addEventListener(REPLACED, onReplaced, { once: true });

  let mayReturn = true;
  const attach = () => document.documentElement.append(element);
  const comeBack = () => {
    if (element.isConnected || !mayReturn) return;
    mayReturn = false;
    attach();
  };
  const observer = new MutationObserver(comeBack);
  attach();
  observer.observe(document, { childList: true });
  observer.observe(document.documentElement, { childList: true });
  return {
    element,
    shadow,
    mount,
    allowReturn: () => {
      mayReturn = true;
      comeBack();
    },
    remove: () => {
      observer.disconnect();
      element.remove();
    },
  };
};
