export type Theme = 'light' | 'dark';

const WORDS: Readonly<Record<string, Theme>> = { dark: 'dark', light: 'light', night: 'dark', day: 'light' };

/** Relative luminance (WCAG 2.2) of an opaque `rgb()`; null where the page states no colour. */
const luminanceOf = (color: string): number | null => {
  const parts = color.match(/[\d.]+/g)?.map(Number) ?? [];
  const [red, green, blue, alpha = 1] = parts;
  if (!color.startsWith('rgb') || red === undefined || green === undefined || blue === undefined) return null;
  if (alpha < 0.5) return null;
  const linear = (channel: number): number =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
};

/**
 * The theme that the page states, by attribute or by the background it paints; null = it states none, so the system's holds.
 */
export const pageTheme = (document: Document): Theme | null => {
  const view = document.defaultView;
  const elements = [document.body, document.documentElement].filter((element) => element !== null);
  for (const element of elements) {
    const stated =
      element.getAttribute('data-theme') ??
      element.getAttribute('data-color-mode') ??
      element.getAttribute('data-bs-theme');
    const theme = stated === null ? undefined : WORDS[stated.toLowerCase()];
    if (theme !== undefined) return theme;
  }
  for (const element of elements) {
    const luminance = luminanceOf(view?.getComputedStyle(element).backgroundColor ?? '');
    if (luminance !== null) return luminance < 0.18 ? 'dark' : 'light';
  }
  return null;
};

/** Calls back whenever what the page states may have changed. */
export const watchPageTheme = (document: Document, onChange: () => void): (() => void) => {
  const observer = new MutationObserver(onChange);
  const options = {
    attributes: true,
    attributeFilter: ['class', 'style', 'data-theme', 'data-color-mode', 'data-bs-theme'],
  };
  observer.observe(document.documentElement, options);
  if (document.body !== null) observer.observe(document.body, options);
  return () => observer.disconnect();
};
