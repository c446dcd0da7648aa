import type { ReactNode } from 'react';
import { Fragment } from 'react/jsx-runtime';

/**
 * The DOM of a React element, without React DOM: components are called once, attributes and texts are set, listeners are not. For
 * components without hooks or context, which throw here. What React DOM would draw of the same element is the same, to the letter:
 * `glance.test.tsx` compares them.
 */
export const drawOnce = (node: ReactNode, into: Node): void => {
  if (node === null || node === undefined || typeof node === 'boolean') return;
  if (typeof node !== 'object') {
    into.appendChild(document.createTextNode(String(node)));
    return;
  }
  if (Symbol.iterator in node) {
    for (const each of node) drawOnce(each, into);
    return;
  }
  if (!('props' in node)) throw new Error('Only what is there at once can be drawn.');
  const { type, props } = node as unknown as Drawable;
  if (typeof type === 'function') drawOnce(type(props), into);
  else if (typeof type === 'string') into.appendChild(elementOf(type, props, into));
  else if ((type as unknown) === Fragment) drawOnce(props.children, into);
  else throw new Error('Only elements, components and fragments can be drawn.');
};

interface Props {
  readonly children?: ReactNode;
  readonly [name: string]: unknown;
}
interface Drawable {
  readonly type: string | symbol | ((props: Props) => ReactNode);
  readonly props: Props;
}

const SVG = 'http://www.w3.org/2000/svg';

const elementOf = (tag: string, { children, style, value, ...props }: Props, into: Node): Element => {
  const isSvg = tag === 'svg' || (into instanceof Element && into.namespaceURI === SVG);
  const element = isSvg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, given] of Object.entries(props)) {
    const text = attributeOf(name, given);
    if (text !== null) element.setAttribute(isSvg ? svgName(name) : (HTML_NAMES[name] ?? name), text);
  }
  drawOnce(children, element);
  if (element instanceof HTMLElement) Object.assign(element.style, styleOf(style));
  // A list of choices knows its choice once it has them.
  if (element instanceof HTMLSelectElement) element.value = String(value);
  else if (value !== undefined) element.setAttribute('value', String(value));
  return element;
};

const HTML_NAMES: Readonly<Record<string, string>> = { className: 'class', htmlFor: 'for' };

const svgName = (name: string): string =>
  name === 'viewBox'
    ? name
    : (HTML_NAMES[name] ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));

/** null = none: absent, a listener, a reference, or a switch that is off. */
const attributeOf = (name: string, given: unknown): string | null => {
  if (typeof given === 'string' || typeof given === 'number') return String(given);
  if (typeof given !== 'boolean') return null;
  if (/^(aria|data)-/.test(name)) return String(given);
  return given ? '' : null;
};

const WITHOUT_UNIT: ReadonlySet<string> = new Set(['flexGrow']);

const styleOf = (style: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(style ?? {}).map(([name, given]) => [
      name,
      typeof given === 'number' && given !== 0 && !WITHOUT_UNIT.has(name) ? `${given}px` : String(given),
    ]),
  );
