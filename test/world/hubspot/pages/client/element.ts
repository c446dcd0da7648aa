import { className } from './classNames.ts';

type Child = Node | string | null | false | undefined;
export interface Attributes {
  /** Name of the part; becomes the release's random class name. */
  readonly part?: string;
  readonly onClick?: (event: MouseEvent) => void;
  readonly [attribute: string]: unknown;
}

const release = document.documentElement.dataset.release ?? '0';

/** Text goes in as text nodes only, so a name with `<` or quotes stays a name. */
export function element(
  tag: string,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name === 'part') made.className = className(release, String(value));
    else if (name === 'onClick') made.addEventListener('click', value as EventListener);
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A link that the single-page application follows without a reload. */
export function link(href: string, attributes: Attributes, ...children: readonly Child[]): HTMLElement {
  return element('a', { part: 'link', href, 'data-in-app': true, ...attributes }, ...children);
}

export function button(
  label: string,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElement {
  return element(
    'button',
    { part: 'button', type: 'button', ...attributes },
    ...(children.length > 0 ? children : [label]),
  );
}
