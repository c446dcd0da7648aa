import type { ListView, Related, Shown } from '../views.ts';
import { ask } from './aura.ts';
import { h, icon, link } from './dom.ts';
import { component } from './lightningElement.ts';

const cell = (shown: Shown, heading: boolean): HTMLElement =>
  h(
    heading ? 'th' : 'td',
    heading ? { scope: 'row' } : {},
    h(
      'div',
      { class: 'slds-truncate', title: shown.text },
      shown.href === null ? shown.text : link(shown.href, shown.text),
    ),
  );

const table = (rows: readonly (readonly Shown[])[]): HTMLElement =>
  h(
    'table',
    { class: 'slds-table slds-table_bordered slds-table_fixed-layout slds-max-medium-table_stacked' },
    h(
      'thead',
      {},
      h(
        'tr',
        { class: 'slds-line-height_reset' },
        ...(rows[0] ?? []).map(({ label }) =>
          h('th', { scope: 'col' }, h('div', { class: 'slds-truncate' }, label)),
        ),
      ),
    ),
    h('tbody', {}, ...rows.map((row) => h('tr', {}, ...row.map((shown, index) => cell(shown, index === 0))))),
  );

const page = (
  object: string,
  over: string,
  title: string,
  rows: readonly (readonly Shown[])[],
): HTMLElement =>
  h(
    'div',
    { class: 'forceListViewManager list' },
    h(
      'div',
      { class: 'slds-page-header' },
      h(
        'div',
        { class: 'slds-media' },
        h('div', { class: 'slds-media__figure' }, icon('standard', object.toLowerCase())),
        h(
          'div',
          { class: 'slds-media__body' },
          h('p', { class: 'slds-text-title' }, over),
          h('h1', { class: 'slds-page-header__title' }, title),
          h('p', { class: 'slds-text-body_small' }, `${rows.length} items`),
        ),
      ),
    ),
    table(rows),
  );

/** Fills a page host with a list view; answers its title. */
export const fillListPage = async (host: HTMLElement, object: string): Promise<string> => {
  const view = await ask<ListView>('ListUi.getList', { object });
  if (view === null) {
    host.replaceChildren(h('p', { role: 'alert' }, 'This list is not available.'));
    return 'List';
  }
  host.replaceChildren(
    component('lst-list-view-manager', page(view.object, view.label, `All ${view.label}`, view.rows)),
  );
  return `All ${view.label}`;
};

/** Fills a page host with the whole of a related list; answers its title. */
export const fillRelatedPage = async (host: HTMLElement, id: string, list: string): Promise<string> => {
  const related = await ask<Related>('RecordUi.getRelated', { id, list });
  if (related === null) {
    host.replaceChildren(h('p', { role: 'alert' }, 'This list is not available.'));
    return 'List';
  }
  host.replaceChildren(
    component('lst-list-view-manager', page(related.icon, 'Related', related.label, related.rows)),
  );
  return related.label;
};
