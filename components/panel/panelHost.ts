/**
 * The panel's element in the page is a plain `div`. A name of our own would be one that the page can define as a custom element
 * before us, and `ElementInternals` hands a custom element its shadow root, closed or not.
 */
const MARK = 'data-ledgerside';

/** Told to an older copy's element: its script still runs, and would put the element back. */
const REPLACED = 'ledgerside-replaced';

interface Mount {
  readonly element: HTMLElement;
  remove(): void;
}

export interface PanelHost {
  readonly element: HTMLElement;
  readonly shadow: ShadowRoot;
  /** A place to draw in; as many as there are who draw. */
  addMount(): Mount;
  /** The page has moved on: if it threw the panel out, it may come back once more. */
  allowReturn(): void;
  remove(): void;
}

/**
 * A closed shadow root on the document's root element, outside the body that single-page apps redraw. An older copy is
 * told to leave. If the page removes ours, or puts it somewhere else, it comes back once per navigation; a page that insists
 * is left alone.
 */
export const createPanelHost = (document: Document, css: string, onReplaced: () => void): PanelHost => {
  for (const old of document.querySelectorAll(`[${MARK}]`)) {
    old.dispatchEvent(new Event(REPLACED));
    old.remove();
  }
  const element = document.createElement('div');
  element.setAttribute(MARK, '');
  const shadow = element.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];
  // `window.find` looks into closed roots, and a page that found a text can select and read everything after it. The one thing
  // that it leaves out, yet people and screen readers get, is what an <object> shows in place of the resource it does not have.
  // Chromium tells assistive technology that such an <object>, and with it every control inside, is disabled, unless something in
  // between says that it is not.
  const addMount = () => {
    const missing = document.createElement('object');
    const element = document.createElement('div');
    element.setAttribute('aria-disabled', 'false');
    missing.append(element);
    shadow.append(missing);
    return { element, remove: () => missing.remove() };
  };

  element.addEventListener(REPLACED, onReplaced);

  let mayReturn = true;
  const attach = () => document.documentElement.append(element);
  // We may stand before the browser has come to the page's body: whoever tabs through the page meets the page first.
  let isBodyAwaited = document.body === null;
  const letBodyPass = () => {
    if (!isBodyAwaited || document.body === null) return;
    isBodyAwaited = false;
    attach();
  };
  const comeBack = () => {
    letBodyPass();
    if (element.parentNode === document.documentElement || !mayReturn) return;
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
    addMount,
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
