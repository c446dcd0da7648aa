type Attributes = Readonly<Record<string, string | (() => void)>>;

/** An element. Text goes in as text, never as markup; `onclick` is the only attribute that is a function. */
export const h = (
  tag: string,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElement => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (typeof value === 'string') element.setAttribute(name, value);
    else element.addEventListener('click', value);
  for (const child of children)
    element.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  return element;
};

const SVG = 'http://www.w3.org/2000/svg';

/** The sprites have one name in the plural. */
const SPRITE_NAMES: Readonly<Record<string, string>> = { quote: 'quotes' };

/** `icon('standard', 'account')`, from the design system's sprites. */
export const icon = (
  set: 'standard' | 'utility' | 'action',
  name: string,
  size = 'slds-icon',
): HTMLElement => {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', size);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `/_slds/icons/${set}-sprite/svg/symbols.svg#${SPRITE_NAMES[name] ?? name}`);
  svg.appendChild(use);
  return h(
    'span',
    { class: `slds-icon_container slds-icon-${set}-${(SPRITE_NAMES[name] ?? name).replaceAll('_', '-')}` },
    svg,
  );
};

export const link = (href: string, text: string): HTMLElement => h('a', { href, title: text }, text);
