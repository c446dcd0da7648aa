import { h } from './dom.ts';
import { editor } from './otherPages.ts';
import { type Filled, fillPage } from './page.ts';
import { routeOf } from './route.ts';

/** How the frame around the pages reaches the address bar. */
export interface Navigator {
  go(address: string): void;
  replace(address: string): void;
}

interface Kept {
  readonly host: HTMLElement;
  readonly filled: Promise<Filled>;
}

/** Lightning keeps the pages that were shown, hidden, so that going back is quick; the oldest leave. */
const KEPT_PAGES = 10;

/** The standard app: one page at a time, earlier ones hidden beside it. */
export class Desktop {
  readonly element = h('div', { class: 'navexDesktopLayoutContainer lafAppLayoutHost oneContentArea' });
  readonly #pages = new Map<string, Kept>();
  readonly #navigator: Navigator;
  #shown = '';

  constructor(navigator: Navigator) {
    this.#navigator = navigator;
  }

  async show(address: string): Promise<void> {
    const route = routeOf(address);
    const key = route.kind === 'record' && route.editing ? address.replace(/\/edit\b.*/, '/view') : address;
    this.#shown = address;
    this.element.querySelector(':scope > .forceModal')?.remove();
    const page = this.#pages.get(key) ?? this.#open(key);
    for (const other of this.#pages.values()) other.host.classList.toggle('active', other === page);
    const { title, record } = await page.filled;
    // Another page was shown while this one loaded.
    if (this.#shown !== address) return;
    document.title = `${title} | Salesforce`;
    if (record === null || route.kind !== 'record') return;
    if (route.editing)
      this.element.appendChild(editor(record.objectLabel, record.name, () => this.#navigator.go(key)));
    else if (route.object !== record.object) this.#canonical(page, key, record.object, record.id);
  }

  #open(key: string): Kept {
    const host = h('div', { class: 'windowViewMode-normal oneContent lafPageHost' });
    this.element.appendChild(host);
    const page: Kept = { host, filled: fillPage(host, key) };
    this.#pages.set(key, page);
    for (const [oldest, { host: old }] of this.#pages) {
      if (this.#pages.size <= KEPT_PAGES) break;
      old.remove();
      this.#pages.delete(oldest);
    }
    return page;
  }

  /** `/lightning/r/{Id}/view` gets its object's name in the address once that is known. */
  #canonical(page: Kept, key: string, object: string, id: string): void {
    const address = `/lightning/r/${object}/${id}/view`;
    this.#pages.delete(key);
    this.#pages.get(address)?.host.remove();
    this.#pages.set(address, page);
    this.#shown = address;
    this.#navigator.replace(address);
  }
}
