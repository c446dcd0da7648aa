import { button, element, link } from './element.ts';
import { icon } from './icons.ts';

const AREAS = [
  ['Contacts', '0-1', 'contacts'],
  ['Companies', '0-2', 'companies'],
  ['Deals', '0-3', 'deals'],
  ['Quotes', '0-14', 'quotes'],
  ['Orders', '0-123', 'orders'],
] as const;

/** What stays while records come and go: the bar on top, the rail on the left, the help button at the bottom right. */
export function pageFrame(portalId: string, portalName: string): { root: HTMLElement; stage: HTMLElement } {
  const stage = element('div', { part: 'stage', 'data-test-id': 'page-stage' });
  const root = element(
    'div',
    { part: 'app' },
    element('nav', { part: 'rail', 'aria-label': 'Main', 'data-test-id': 'vertical-nav' }, ...rail(portalId)),
    element('div', { part: 'column' }, topBar(portalName), stage),
    button(
      'Help',
      { part: 'help', 'aria-label': 'Help', 'data-test-id': 'help-widget' },
      element('span', { 'aria-hidden': 'true' }, '?'),
    ),
  );
  return { root, stage };
}

function rail(portalId: string): readonly HTMLElement[] {
  return [
    element('div', { part: 'mark', 'aria-hidden': 'true' }, icon('mark', 28)),
    ...AREAS.map(([label, typeId, name]) =>
      link(
        `/contacts/${portalId}/objects/${typeId}/views/all/list`,
        { part: 'railLink', 'aria-label': label, title: label },
        icon(name, 20),
      ),
    ),
    link(
      `/settings/${portalId}/general`,
      { part: 'railLink', 'aria-label': 'Settings', title: 'Settings' },
      icon('settings', 20),
    ),
  ];
}

function topBar(portalName: string): HTMLElement {
  return element(
    'header',
    { part: 'topBar', id: 'hs-global-toolbar', 'data-test-id': 'global-toolbar' },
    element('input', {
      part: 'globalSearch',
      type: 'search',
      placeholder: 'Search HubSpot',
      'aria-label': 'Search HubSpot',
    }),
    element(
      'div',
      { part: 'topActions' },
      ...(['add', 'call', 'settings', 'bell'] as const).map((name) =>
        element('span', { part: 'topIcon' }, icon(name, 18)),
      ),
      button(portalName, { part: 'accountButton' }),
    ),
  );
}
