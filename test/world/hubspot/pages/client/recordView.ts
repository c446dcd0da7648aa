import type { AssociationData, RecordData } from './data.ts';
import { button, element, link } from './element.ts';
import { icon } from './icons.ts';

const QUICK = [
  ['Note', 'note'],
  ['Email', 'email'],
  ['Call', 'call'],
  ['Task', 'task'],
  ['Meeting', 'meeting'],
  ['More', 'more'],
] as const;
const TABS = ['Overview', 'Activities', 'Revenue', 'Intelligence'] as const;

/** Three columns: who it is, what happened, what belongs to it. */
export function recordView(portalId: string, record: RecordData): HTMLElement {
  return element(
    'div',
    { part: 'recordPage', 'data-test-id': 'record-page', 'data-selenium-test': 'crm-object-record' },
    leftSidebar(portalId, record),
    middlePane(record),
    rightSidebar(portalId, record),
  );
}

function leftSidebar(portalId: string, record: RecordData): HTMLElement {
  return element(
    'aside',
    { part: 'leftSidebar', 'data-test-id': 'left-sidebar', id: 'record-page-left-sidebar' },
    element(
      'div',
      { part: 'sidebarBar' },
      link(
        `/contacts/${portalId}/objects/${record.typeId}/views/all/list`,
        { part: 'backLink' },
        `‹ ${record.listLabel}`,
      ),
      button('Actions ▾', { part: 'textButton' }),
    ),
    highlight(record),
    element(
      'section',
      { part: 'sidebarCard', 'data-card-type': 'PROPERTIES_LIST' },
      cardTitle(`About this ${record.typeLabel.toLowerCase()}`, button('Actions ▾', { part: 'textButton' })),
      ...record.properties.map((property) =>
        element(
          'div',
          { part: 'property', 'data-test-id': 'property-list-item' },
          element('div', { part: 'propertyLabel' }, property.label),
          element('div', { part: 'propertyValue' }, property.value === '' ? '--' : property.value),
        ),
      ),
    ),
  );
}

function highlight(record: RecordData): HTMLElement {
  const initial = record.title.trim().slice(0, 1).toUpperCase();
  return element(
    'section',
    { part: 'highlight', 'data-card-type': 'OBJECT_HIGHLIGHT' },
    element(
      'div',
      { part: 'highlightTop', 'data-test-id': 'record-highlight-main-content' },
      element(
        'div',
        { part: record.typeId === '0-1' ? 'avatarRound' : 'avatar', 'aria-hidden': 'true' },
        initial,
      ),
      element(
        'div',
        { part: 'highlightText' },
        element(
          'h2',
          { part: 'title', 'data-test-id': 'highlight-record-label' },
          element('span', { 'data-selenium-test': 'highlightTitle' }, record.title),
        ),
        ...record.subtitle.map((line) => element('div', { part: 'subtitle' }, line)),
      ),
    ),
    element(
      'div',
      { part: 'quickActions' },
      ...QUICK.map(([label, name]) =>
        element(
          'div',
          { part: 'quickAction' },
          button(label, { part: 'roundButton', 'aria-label': label }, icon(name, 16)),
          element('span', { part: 'quickLabel', 'aria-hidden': 'true' }, label),
        ),
      ),
    ),
  );
}

/** All tabs are in the document; the ones not chosen are hidden. */
function middlePane(record: RecordData): HTMLElement {
  const panels = TABS.map((tab, index) =>
    element(
      'div',
      {
        part: 'tabPanel',
        role: 'tabpanel',
        'data-test-id': `tab-${index}-content`,
        'aria-label': tab,
        hidden: index > 0,
      },
      ...(tab === 'Overview'
        ? overview(record)
        : tab === 'Activities'
          ? activities(record)
          : emptyTab(record, tab)),
    ),
  );
  const tabs = TABS.map((tab, index) =>
    button(tab, {
      part: 'tab',
      role: 'tab',
      'aria-selected': String(index === 0),
      onClick: () => {
        for (const [other, panel] of panels.entries()) panel.hidden = other !== index;
        for (const [other, each] of tabs.entries())
          each.setAttribute('aria-selected', String(other === index));
      },
    }),
  );
  return element(
    'main',
    { part: 'middlePane', 'data-test-id': 'middle-pane' },
    element('div', { part: 'tabBar', role: 'tablist' }, ...tabs),
    ...panels,
  );
}

function overview(record: RecordData): readonly HTMLElement[] {
  return [
    element(
      'section',
      { part: 'card', 'data-card-type': 'DATA_HIGHLIGHTS' },
      cardTitle('Data highlights'),
      element(
        'div',
        { part: 'highlights' },
        ...record.properties
          .slice(0, 3)
          .map((property) =>
            element(
              'div',
              { part: 'highlightCell' },
              element('div', { part: 'highlightCellLabel' }, property.label),
              element('div', { part: 'highlightCellValue' }, property.value === '' ? '--' : property.value),
            ),
          ),
      ),
    ),
    element(
      'section',
      { part: 'card', 'data-card-type': 'TIMELINE' },
      cardTitle('Recent activities'),
      ...activities(record),
    ),
  ];
}

function activities(record: RecordData): readonly HTMLElement[] {
  if (record.activities.length === 0) return [element('p', { part: 'empty' }, 'No activities.')];
  return record.activities.map((activity) =>
    element(
      'article',
      { part: 'activity', 'data-test-id': 'timeline-preview-event' },
      element(
        'div',
        { part: 'activityHead' },
        element('b', {}, activity.title),
        element('time', {}, activity.at),
      ),
      element('div', {}, activity.text),
    ),
  );
}

/** What a hidden tab holds repeats the record's name: a reader of the document who forgets visibility finds it twice. */
const emptyTab = (record: RecordData, tab: string) => [
  element(
    'section',
    { part: 'card' },
    cardTitle(tab),
    element('p', { part: 'empty' }, `Nothing for ${record.title} yet.`),
  ),
];

function rightSidebar(portalId: string, record: RecordData): HTMLElement {
  return element(
    'aside',
    { part: 'rightSidebar', 'data-test-id': 'records-right-sidebar' },
    ...record.associations.map((association) => associationCard(portalId, association)),
    element(
      'section',
      { part: 'card', 'data-card-type': 'CRM_CARD' },
      cardTitle('Playbooks'),
      element('iframe', {
        part: 'frame',
        title: 'Playbooks',
        src: `/contacts/${portalId}/record/${record.typeId}/${record.id}?isEmbedded=true`,
      }),
    ),
  );
}

function associationCard(portalId: string, association: AssociationData): HTMLElement {
  const items = association.items.map((item) =>
    element(
      'div',
      { part: 'associated' },
      link(`/contacts/${portalId}/record/${association.typeId}/${item.id}`, {}, item.title),
      element('div', { part: 'subtitle' }, item.detail),
    ),
  );
  return element(
    'section',
    { part: 'card', 'data-card-type': 'ASSOCIATION_V3' },
    cardTitle(`${association.label} (${association.items.length})`, button('+ Add', { part: 'textButton' })),
    ...(items.length > 0 ? items : [element('p', { part: 'empty' }, 'Nothing associated.')]),
  );
}

const cardTitle = (title: string, action?: HTMLElement) =>
  element('div', { part: 'cardTitle' }, element('h4', { part: 'cardHeading' }, title), action);
