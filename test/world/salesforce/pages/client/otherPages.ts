import { h, icon, link } from './dom.ts';

const card = (title: string, ...body: readonly Node[]): HTMLElement =>
  h(
    'article',
    { class: 'slds-card' },
    h(
      'header',
      { class: 'slds-card__header' },
      h('h2', { class: 'slds-card__header-title slds-text-heading_small' }, title),
    ),
    h('div', { class: 'slds-card__body slds-card__body_inner' }, ...body),
  );

export const fillHomePage = (host: HTMLElement): void => {
  host.replaceChildren(
    h(
      'div',
      { class: 'home' },
      h('h1', { class: 'slds-text-heading_large' }, 'Home'),
      card("Today's Events", h('p', {}, "Looks like you're free and clear the rest of the day.")),
      card("Today's Tasks", h('p', {}, 'Nothing due today. Be a go-getter, and check back soon.')),
      card('Key Accounts', link('/lightning/o/Account/list?filterName=AllAccounts', 'All Accounts')),
    ),
  );
};

/** A page of Setup: its content stands in a frame, and the record of its address is no record page. */
export const fillSetupPage = (host: HTMLElement, address: string): void => {
  host.replaceChildren(
    h(
      'div',
      { class: 'setup' },
      h('h1', { class: 'slds-text-heading_medium' }, icon('utility', 'settings'), ' Setup'),
      h('iframe', {
        title: 'Setup',
        class: 'frameHost frameHost_tall',
        src: `/lightning/setup-frame?address=${encodeURIComponent(address)}`,
      }),
    ),
  );
};

export const fillTabPage = (host: HTMLElement, name: string): void => {
  host.replaceChildren(
    h(
      'div',
      { class: 'home' },
      h('h1', { class: 'slds-text-heading_large' }, name.replaceAll('_', ' ')),
      card('Territory Planning', h('p', {}, 'No territories are assigned to you.')),
    ),
  );
};

export const fillUnknownPage = (host: HTMLElement): void => {
  host.replaceChildren(h('p', { role: 'alert', class: 'home' }, "Page doesn't exist."));
};

/** The editor lies over the page it was opened from and has an address of its own. */
export const editor = (object: string, name: string, close: () => void): HTMLElement =>
  h(
    'div',
    { class: 'forceModal' },
    dialog(object, name, close),
    h('div', { class: 'slds-backdrop slds-backdrop_open' }),
  );

const dialog = (object: string, name: string, close: () => void): HTMLElement =>
  h(
    'section',
    {
      class: 'slds-modal slds-fade-in-open open active',
      role: 'dialog',
      'aria-modal': 'true',
      'aria-label': `Edit ${name}`,
    },
    h(
      'div',
      { class: 'slds-modal__container' },
      h('div', { class: 'slds-modal__header' }, h('h2', { class: 'slds-modal__title' }, `Edit ${name}`)),
      h(
        'div',
        { class: 'slds-modal__content slds-p-around_medium' },
        h('label', { class: 'slds-form-element__label', for: 'edit-name' }, `${object} Name`),
        h('input', { class: 'slds-input', id: 'edit-name', value: name }),
      ),
      h(
        'div',
        { class: 'slds-modal__footer' },
        h('button', { class: 'slds-button slds-button_neutral', type: 'button', onclick: close }, 'Cancel'),
      ),
    ),
  );
