import type { ListData } from './data.ts';
import { button, element, link } from './element.ts';

export function listView(portalId: string, list: ListData): HTMLElement {
  return element(
    'main',
    { part: 'indexPage', 'data-test-id': 'crm-index-page' },
    element(
      'div',
      { part: 'indexHead' },
      element(
        'div',
        {},
        element('h1', { part: 'indexTitle' }, list.label),
        element('div', { part: 'subtitle' }, `${list.rows.length} records`),
      ),
      element(
        'div',
        { part: 'indexActions' },
        button('Actions ▾', { part: 'secondaryButton' }),
        button('Import', { part: 'secondaryButton' }),
        button('Create', { part: 'primaryButton' }),
      ),
    ),
    element(
      'div',
      { part: 'viewTabs' },
      ...['All', 'My', 'Recently created'].map((view, index) =>
        element(
          'span',
          { part: index === 0 ? 'viewTabChosen' : 'viewTab' },
          index === 2 ? view : `${view} ${list.label.toLowerCase()}`,
        ),
      ),
    ),
    element(
      'div',
      { part: 'filters' },
      element('input', {
        part: 'searchInput',
        type: 'search',
        placeholder: 'Search',
        'aria-label': 'Search',
      }),
      ...['Owner ▾', 'Create date ▾', 'Last activity ▾'].map((label) =>
        button(label, { part: 'textButton' }),
      ),
    ),
    table(portalId, list),
  );
}

function table(portalId: string, list: ListData): HTMLElement {
  const head = element(
    'tr',
    {},
    ...list.columns.map((column) => element('th', { part: 'headCell', scope: 'col' }, column)),
  );
  const rows = list.rows.map((row) =>
    element(
      'tr',
      { part: 'row', 'data-test-id': `row-${row.id}` },
      ...row.cells.map((cell, index) =>
        element(
          'td',
          { part: 'cell' },
          index === 0 ? link(`/contacts/${portalId}/record/${list.typeId}/${row.id}`, {}, cell) : cell,
        ),
      ),
    ),
  );
  return element(
    'table',
    { part: 'table', 'data-test-id': 'framework-data-table' },
    element('thead', {}, head),
    element('tbody', {}, ...rows),
  );
}

export function settingsView(): HTMLElement {
  return element(
    'main',
    { part: 'indexPage', 'data-test-id': 'settings-page' },
    element('h1', { part: 'indexTitle' }, 'General'),
    element(
      'label',
      { part: 'field' },
      'Account name',
      element('input', { part: 'searchInput', value: 'Example account' }),
    ),
    element(
      'label',
      { part: 'field' },
      'Time zone',
      element('input', { part: 'searchInput', value: 'UTC +01:00 Berlin' }),
    ),
    button('Save', { part: 'primaryButton' }),
  );
}

/** The e-mail editor: a page that owns the keyboard and most of the width. */
export function editorView(): HTMLElement {
  return element(
    'main',
    { part: 'indexPage', 'data-test-id': 'email-editor' },
    element('h1', { part: 'indexTitle' }, 'Edit e-mail'),
    element('input', { part: 'searchInput', 'aria-label': 'Subject', value: 'Our offer' }),
    element(
      'div',
      {
        part: 'editor',
        contenteditable: 'true',
        role: 'textbox',
        'aria-label': 'E-mail body',
        'aria-multiline': 'true',
      },
      'Dear customer,',
    ),
  );
}

export function missingView(): HTMLElement {
  return element(
    'main',
    { part: 'indexPage', 'data-test-id': 'record-not-found' },
    element('h1', { part: 'indexTitle' }, 'This record can’t be found'),
    element('p', {}, 'It may have been deleted, or you don’t have permission to see it.'),
  );
}
