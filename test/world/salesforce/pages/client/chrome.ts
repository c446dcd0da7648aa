import { h, icon } from './dom.ts';

const TABS: readonly (readonly [label: string, href: string])[] = [
  ['Home', '/lightning/page/home'],
  ['Accounts', '/lightning/o/Account/list?filterName=AllAccounts'],
  ['Contacts', '/lightning/o/Contact/list?filterName=AllContacts'],
  ['Opportunities', '/lightning/o/Opportunity/list?filterName=AllOpportunities'],
  ['Quotes', '/lightning/o/Quote/list?filterName=AllQuotes'],
  ['Leads', '/lightning/o/Lead/list?filterName=AllLeads'],
  ['Territories', '/lightning/n/Territory_Planning'],
];

export const globalHeader = (): HTMLElement =>
  h(
    'header',
    { class: 'slds-global-header_container branding-header slds-no-print oneHeader', id: 'oneHeader' },
    h(
      'div',
      { class: 'slds-global-header slds-grid slds-grid_align-spread' },
      h('div', { class: 'slds-global-header__item' }, h('div', { class: 'slds-global-header__logo' })),
      h(
        'div',
        { class: 'slds-global-header__item slds-global-header__item_search' },
        h('input', { class: 'slds-input', type: 'search', placeholder: 'Search...', 'aria-label': 'Search' }),
      ),
      h(
        'ul',
        { class: 'slds-global-actions' },
        ...['add', 'help', 'notification'].map((name) =>
          h(
            'li',
            { class: 'slds-global-actions__item' },
            h(
              'button',
              { class: 'slds-button slds-button_icon', type: 'button', 'aria-label': name },
              icon('utility', name, 'slds-button__icon slds-global-header__icon'),
            ),
          ),
        ),
        h(
          'li',
          { class: 'slds-global-actions__item' },
          h(
            'a',
            { href: '/lightning/setup/SetupOneHome/home', 'aria-label': 'Setup' },
            icon('utility', 'setup', 'slds-button__icon slds-global-header__icon'),
          ),
        ),
      ),
    ),
  );

/** `tabs`: where a console puts its workspace tabs; the standard app shows the objects' names instead. */
export const navigation = (app: string, tabs: HTMLElement | null): HTMLElement =>
  h(
    'one-appnav',
    { class: 'slds-context-bar' },
    h(
      'div',
      { class: 'slds-context-bar__primary' },
      h(
        'div',
        { class: 'slds-context-bar__item slds-context-bar__dropdown-trigger slds-no-hover' },
        h(
          'div',
          { class: 'slds-context-bar__icon-action' },
          h(
            'button',
            {
              class: 'slds-button slds-icon-waffle_container slds-context-bar__button',
              type: 'button',
              'aria-label': 'App Launcher',
            },
            icon('utility', 'apps', 'slds-button__icon'),
          ),
        ),
        h(
          'span',
          { class: 'slds-context-bar__label-action slds-context-bar__app-name' },
          h('span', { class: 'slds-truncate' }, app),
        ),
      ),
    ),
    tabs ?? standardTabs(),
  );

const standardTabs = (): HTMLElement =>
  h(
    'nav',
    { class: 'slds-context-bar__secondary', 'aria-label': 'Global' },
    h(
      'ul',
      { class: 'slds-grid' },
      ...TABS.map(([label, href]) =>
        h(
          'li',
          { class: 'slds-context-bar__item navexItem', 'data-path': href.split('?')[0] ?? href },
          h(
            'a',
            { class: 'slds-context-bar__label-action', href },
            h('span', { class: 'slds-truncate' }, label),
          ),
        ),
      ),
    ),
  );

export const utilityBar = (): HTMLElement =>
  h(
    'div',
    { class: 'oneUtilityBar slds-utility-bar_container' },
    h(
      'footer',
      { class: 'slds-utility-bar', 'aria-label': 'Utility Bar' },
      h(
        'ul',
        { class: 'utilitybar slds-utility-bar__items' },
        ...(
          [
            ['call', 'Phone'],
            ['note', 'Notes'],
            ['clock', 'History'],
          ] as const
        ).map(([name, label]) =>
          h(
            'li',
            { class: 'slds-utility-bar__item' },
            h(
              'button',
              { class: 'slds-button slds-utility-bar__action', type: 'button' },
              icon('utility', name, 'slds-button__icon slds-button__icon_left'),
              h('span', { class: 'slds-utility-bar__text' }, label),
            ),
          ),
        ),
      ),
    ),
  );

/** A docked conversation at the foot of the page, over its right corner. */
export const chat = (): HTMLElement => {
  const box = h(
    'section',
    {
      class: 'slds-docked-composer slds-grid slds-grid_vertical chat',
      role: 'dialog',
      'aria-label': 'Messaging',
    },
    h(
      'header',
      { class: 'slds-docked-composer__header slds-grid' },
      h('h2', { class: 'slds-truncate' }, 'Messaging'),
      h(
        'button',
        {
          class: 'slds-button slds-button_icon chat__toggle',
          type: 'button',
          'aria-label': 'Open or minimize messaging',
          onclick: () => box.classList.toggle('slds-is-open'),
        },
        icon('utility', 'minimize_window', 'slds-button__icon'),
      ),
    ),
    h('div', { class: 'slds-docked-composer__body chat__body' }, h('p', {}, 'No conversations are waiting.')),
  );
  return h('div', { class: 'slds-docked_container' }, box);
};
