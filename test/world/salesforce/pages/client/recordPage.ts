import type { Details, Highlights, Related, Shown } from '../views.ts';
import { ask } from './aura.ts';
import { h, icon, link } from './dom.ts';
import { component } from './lightningElement.ts';

const value = (shown: Shown): Node =>
  shown.href === null ? h('span', {}, shown.text) : link(shown.href, shown.text);

const highlights = (record: Highlights): HTMLElement =>
  h(
    'div',
    { class: 'slds-page-header slds-page-header_record-home' },
    h(
      'div',
      { class: 'slds-page-header__row' },
      h(
        'div',
        { class: 'slds-page-header__col-title slds-media' },
        h('div', { class: 'slds-media__figure' }, icon('standard', record.object.toLowerCase())),
        h(
          'div',
          { class: 'slds-media__body' },
          h(
            'h1',
            {},
            h('div', { class: 'entityNameTitle slds-line-height_reset' }, record.objectLabel),
            h('div', { class: 'slds-page-header__title slds-truncate' }, record.name),
          ),
        ),
      ),
      h(
        'div',
        { class: 'slds-page-header__col-actions slds-button-group' },
        h('button', { class: 'slds-button slds-button_neutral', type: 'button' }, 'Follow'),
        h(
          'a',
          {
            class: 'slds-button slds-button_neutral',
            href: `/lightning/r/${record.object}/${record.id}/edit`,
          },
          'Edit',
        ),
      ),
    ),
    h(
      'ul',
      { class: 'slds-grid slds-page-header__detail-row secondaryFields' },
      ...record.fields.map((field) =>
        h(
          'li',
          { class: 'slds-page-header__detail-block' },
          h('p', { class: 'slds-text-title slds-truncate' }, field.label),
          h('p', { class: 'fieldComponent slds-text-body_regular slds-truncate' }, value(field)),
        ),
      ),
    ),
  );

const detailPanel = (details: Details): HTMLElement =>
  h(
    'article',
    { class: 'slds-card details' },
    h(
      'ul',
      { class: 'slds-tabs_default__nav', role: 'presentation' },
      h('li', { class: 'slds-tabs_default__item' }, h('a', { class: 'slds-tabs_default__link' }, 'Activity')),
      h(
        'li',
        { class: 'slds-tabs_default__item slds-is-active' },
        h('a', { class: 'slds-tabs_default__link' }, 'Details'),
      ),
    ),
    h(
      'dl',
      { class: 'details__grid' },
      ...details.fields.map((field) =>
        h(
          'div',
          { class: 'slds-form-element slds-form-element_readonly test-id__output-root' },
          h('dt', { class: 'slds-form-element__label' }, field.label),
          h('dd', { class: 'slds-form-element__static' }, value(field)),
        ),
      ),
    ),
  );

const relatedCard = (record: Pick<Highlights, 'id' | 'object'>, related: Related): HTMLElement =>
  h(
    'article',
    { class: 'slds-card related' },
    h(
      'header',
      { class: 'slds-card__header slds-media' },
      icon('standard', related.icon, 'slds-icon slds-icon_small'),
      h(
        'h2',
        { class: 'slds-card__header-title' },
        link(
          `/lightning/r/${record.object}/${record.id}/related/${related.list}/view?ws=${encodeURIComponent(`/lightning/r/${record.object}/${record.id}/view`)}`,
          `${related.label} (${related.rows.length})`,
        ),
      ),
    ),
    h(
      'ul',
      { class: 'slds-card__body' },
      ...related.rows.slice(0, 6).map((row) => h('li', { class: 'related__row' }, ...line(row))),
    ),
  );

const line = (row: readonly Shown[]): readonly Node[] => {
  const [name, ...others] = row;
  const facts = others.filter((fact) => fact.text !== '').slice(0, 3);
  return [
    h('h3', { class: 'primaryField' }, ...(name === undefined ? [] : [value(name)])),
    h(
      'dl',
      { class: 'related__facts' },
      ...facts.map((fact) => h('div', {}, h('dt', {}, `${fact.label}:`), h('dd', {}, value(fact)))),
    ),
  ];
};

const frameOf = (record: Highlights): HTMLElement =>
  h('iframe', {
    title: 'Delivery Schedule',
    src: `/lightning/r/${record.object}/${record.id}/view?isdtp=p1`,
    class: 'frameHost',
  });

const stencil = (): HTMLElement => h('div', { class: 'stencil', 'aria-hidden': 'true' });

export interface LoadedRecord {
  readonly name: string;
  readonly object: string;
  readonly objectLabel: string;
  readonly id: string;
}

/**
 * Fills a page host with a record: highlights first, details and related lists when they come. Answers what it found, null where
 * there is no such record for this person.
 */
export const fillRecordPage = async (host: HTMLElement, id: string): Promise<LoadedRecord | null> => {
  const top = component('records-lwc-highlights-panel', stencil());
  const left = component('flexipage-component2', stencil());
  const right = component('flexipage-component2', stencil());
  const layout = h(
    'div',
    { class: 'record-home flexipage-template' },
    h('div', { class: 'record-home__header' }, component('flexipage-component2', top)),
    h('div', { class: 'record-home__main' }, left),
    h('div', { class: 'record-home__side' }, right),
  );
  host.replaceChildren(layout);

  const record = await ask<Highlights>('RecordUi.getHighlights', { id });
  if (record === null) {
    host.replaceChildren(
      h(
        'div',
        { class: 'slds-illustration slds-p-around_xx-large', role: 'alert' },
        h('h2', { class: 'slds-text-heading_medium' }, "This record isn't available"),
        h('p', {}, 'The record was deleted, or you need access to it.'),
      ),
    );
    return null;
  }
  top.show(highlights(record));
  void ask<Details>('RecordUi.getDetails', { id }).then((details) => {
    if (details === null) return;
    left.show(component('records-lwc-detail-panel', detailPanel(details)));
    right.show(
      ...details.related.map((related) =>
        component('lst-related-list-single-container', relatedCard(record, related)),
      ),
      frameOf(record),
    );
  });
  return record;
};
