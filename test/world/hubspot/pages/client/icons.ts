/** Outline icons on a 16 × 16 grid, drawn with one stroke each. */
const PATHS = {
  contacts: 'M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8ZM2.6 13.6c.5-2.7 2.6-4 5.4-4s4.9 1.3 5.4 4',
  companies: 'M3 14V3h6v11M9 6.5h4V14M1.8 14h12.4M5 5.5h2M5 8h2M5 10.5h2',
  deals: 'M1.8 6.4 4.6 3h6.8l2.8 3.4L8 13.4 1.8 6.4ZM1.8 6.4h12.4',
  quotes: 'M4 2h5.5L12 4.5V14H4V2ZM6 7h4M6 9.5h4M6 12h2',
  orders: 'M2 3h1.8l1.6 7.4h6.8L13.8 5H4.3M6.2 13.6h.1M11.4 13.6h.1',
  settings:
    'M8 10.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8ZM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4',
  mark: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 5V2M10.4 6.2 13 3.6M8 11v3M5.6 9.8 3 12.4M5.4 6 2.6 3.8',
  add: 'M8 3v10M3 8h10',
  call: 'M4.2 2.4 6 5.8 4.8 7c.8 1.8 2.4 3.4 4.2 4.2l1.2-1.2 3.4 1.8c-.2 1.4-1.2 2.2-2.6 2C6.4 13 3 9.6 2.2 5c-.2-1.4.6-2.4 2-2.6Z',
  bell: 'M4 11.4V7a4 4 0 0 1 8 0v4.4l1 1H3l1-1ZM6.8 14h2.4',
  note: 'M3 13l.6-2.8 7.2-7.2 2.2 2.2-7.2 7.2L3 13Z',
  email: 'M2 3.8h12v8.4H2V3.8ZM2 4.4l6 4.4 6-4.4',
  task: 'M3 3h10v10H3V3ZM5.4 8l1.8 1.8 3.4-3.6',
  meeting: 'M2.6 4h10.8v9.4H2.6V4ZM2.6 7h10.8M5.6 2.4V5M10.4 2.4V5',
  more: 'M3.4 8h.1M8 8h.1M12.6 8h.1',
} as const;
export type IconName = keyof typeof PATHS;

const SVG = 'http://www.w3.org/2000/svg';

export function icon(name: IconName, size: number): SVGElement {
  const drawing = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const attributes = {
    viewBox: '0 0 16 16',
    width: String(size),
    height: String(size),
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '1.4',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  };
  for (const [attribute, value] of Object.entries(attributes)) drawing.setAttribute(attribute, value);
  path.setAttribute('d', PATHS[name]);
  drawing.append(path);
  return drawing;
}
