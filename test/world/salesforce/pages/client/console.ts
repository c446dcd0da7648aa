import type { Navigator } from './desktop.ts';
import { h } from './dom.ts';
import { fillPage } from './page.ts';
import { routeOf, workspaceOf } from './route.ts';

/** A tab with a page of its own: a workspace, or a subtab in one. */
interface Tab {
  readonly address: string;
  readonly item: HTMLElement;
  readonly host: HTMLElement;
}

interface Workspace {
  readonly main: Tab;
  readonly section: HTMLElement;
  readonly subtabBar: HTMLElement;
  readonly subtabs: Tab[];
}

const isRecord = (address: string): boolean => routeOf(address).kind === 'record';

/**
 * A console app: workspace tabs across the top, subtabs inside, every open tab's page kept in the document. The address follows the
 * tab; a subtab's names its workspace in `ws`.
 */
export class ConsoleApp {
  readonly tabBar = h('ul', { class: 'tabBarItems slds-grid', role: 'tablist', 'aria-label': 'Workspaces' });
  readonly element = h('div', { class: 'oneConsole navexConsoleTabContainer' });
  readonly #workspaces: Workspace[] = [];
  readonly #navigator: Navigator;

  constructor(navigator: Navigator) {
    this.#navigator = navigator;
  }

  /** Where a link leads from here: from inside a workspace a record opens as one of its subtabs. */
  addressOf(href: string): string {
    const here = location.pathname + location.search;
    const main = workspaceOf(here) ?? (isRecord(here) ? location.pathname : null);
    const [path = href] = href.split('?');
    if (main === null || !isRecord(href) || path === main || routeOf(main).kind !== 'record') return href;
    return `${path}?ws=${encodeURIComponent(main)}`;
  }

  show(address: string): void {
    const main = workspaceOf(address) ?? address;
    const workspace = this.#workspaces.find((one) => one.main.address === main) ?? this.#open(main);
    const tab =
      main === address
        ? workspace.main
        : (workspace.subtabs.find((one) => one.address === address) ?? this.#openSubtab(workspace, address));
    for (const one of this.#workspaces) {
      const current = one === workspace;
      one.section.classList.toggle('active', current);
      one.main.item.classList.toggle('active', current);
      one.main.item.classList.toggle('slds-is-active', current);
      for (const other of [one.main, ...one.subtabs]) {
        other.host.classList.toggle('active', other === tab);
        if (other !== one.main) other.item.classList.toggle('active', other === tab);
      }
    }
    document.title = `${tab.item.textContent ?? ''} | Salesforce`;
  }

  #open(address: string): Workspace {
    const subtabBar = h('ul', { class: 'subtabs slds-tabs_scoped__nav', role: 'tablist' });
    const section = h('section', { class: 'tabContent oneConsoleTab', role: 'tabpanel' }, subtabBar);
    const main = this.#tab(address, 'slds-context-bar__item');
    section.appendChild(main.host);
    this.tabBar.appendChild(main.item);
    this.element.appendChild(section);
    const workspace: Workspace = { main, section, subtabBar, subtabs: [] };
    subtabBar.appendChild(this.#link(address, 'Main'));
    this.#workspaces.push(workspace);
    return workspace;
  }

  #openSubtab(workspace: Workspace, address: string): Tab {
    const tab = this.#tab(address, 'slds-tabs_scoped__item');
    workspace.subtabBar.appendChild(tab.item);
    workspace.section.appendChild(tab.host);
    workspace.subtabs.push(tab);
    return tab;
  }

  #tab(address: string, kind: string): Tab {
    const label = this.#link(address, 'Loading...');
    const item = h('li', { class: `oneConsoleTabItem tabItem ${kind}`, role: 'presentation' }, label);
    const host = h('div', { class: 'windowViewMode-maximized oneContent lafPageHost' });
    void fillPage(host, address).then(({ title }) => {
      label.textContent = title.split(' | ')[0] ?? title;
      if (host.classList.contains('active')) document.title = `${title} | Salesforce`;
    });
    return { address, item, host };
  }

  #link(address: string, text: string): HTMLElement {
    return h(
      'button',
      {
        type: 'button',
        role: 'tab',
        class: 'tabHeader slds-button slds-context-bar__label-action',
        onclick: () => this.#navigator.go(address),
      },
      text,
    );
  }
}
