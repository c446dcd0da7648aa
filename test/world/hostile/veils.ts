/**
 * Ways for a page to change what a person sees of the confirm frame while a click still goes through to it. Each runs in the
 * page, by its source, and gets the place of the frame's Link button.
 */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export const VEILS = {
  'fading the document': () => {
    document.documentElement.style.opacity = '0.02';
  },
  'a filter over the document': () => {
    document.documentElement.style.filter = 'brightness(3)';
  },
  'blending the document away': () => {
    document.documentElement.style.mixBlendMode = 'difference';
  },
  'clipping the document around the button': ({ x, y }) => {
    document.documentElement.style.clipPath = `circle(40px at ${x}px ${y}px)`;
  },
  'masking the document': ({ x, y }) => {
    document.documentElement.style.maskImage = `radial-gradient(circle 40px at ${x}px ${y}px, black 99%, transparent)`;
  },
  'shrinking the document': () => {
    document.documentElement.style.transform = 'scale(0.5)';
  },
  'turning the document': () => {
    document.documentElement.style.transform = 'rotate(2deg)';
  },
  'skewing the document': () => {
    document.documentElement.style.transform = 'skewX(2deg)';
  },
  'a nearly transparent layer that clicks fall through': () => {
    const layer = document.createElement('div');
    layer.dataset.veil = '';
    layer.style.cssText = 'position: fixed; inset: 0; z-index: 2147483647; background: #fff; opacity: 0.01';
    layer.style.pointerEvents = 'none';
    document.documentElement.append(layer);
  },
  'a painted layer with other words, around the button': ({ x, y }) => {
    const layer = document.createElement('div');
    layer.dataset.veil = '';
    layer.textContent = 'Win a prize';
    layer.style.cssText = 'position: fixed; z-index: 2147483647; background: gold; pointer-events: none';
    layer.style.inset = `${y - 250}px auto auto ${x - 300}px`;
    layer.style.width = '300px';
    layer.style.height = '220px';
    document.documentElement.append(layer);
  },
  'a layer on the very button that clicks fall through': ({ x, y }) => {
    const layer = document.createElement('div');
    layer.dataset.veil = '';
    layer.textContent = 'Play';
    layer.style.cssText = 'position: fixed; z-index: 2147483647; background: gold; pointer-events: none';
    layer.style.inset = `${y - 10}px auto auto ${x - 30}px`;
    document.documentElement.append(layer);
  },
  "a layer that is the document element's own": ({ x, y }) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `html::after { content: 'Play'; position: fixed; z-index: 2147483647; pointer-events: none; background: gold;
        inset: ${y - 10}px auto auto ${x - 30}px; }`,
    );
    document.adoptedStyleSheets.push(sheet);
  },
  'a transition of the whole view that never ends': () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `::view-transition { pointer-events: none; background: gold; }
       ::view-transition-group(*), ::view-transition-old(*), ::view-transition-new(*) { animation-duration: 1000s; }
       ::view-transition-new(*) { opacity: 0.02; animation: none; }`,
    );
    document.adoptedStyleSheets.push(sheet);
    document.startViewTransition(() => undefined);
  },
  'a layer in the top layer, above every z-index': ({ x, y }) => {
    const layer = document.createElement('div');
    layer.dataset.veil = '';
    layer.popover = 'manual';
    layer.style.cssText = 'margin: 0; padding: 20px; border: 0; background: gold; pointer-events: none';
    layer.style.inset = `${y - 100}px auto auto ${x - 200}px`;
    document.body.append(layer);
    layer.showPopover();
  },
} as const satisfies Record<string, (place: Place) => void>;

/** Runs in the page: takes every veil away. */
export const unveil = (): void => {
  document.documentElement.removeAttribute('style');
  document.adoptedStyleSheets = [];
  document.activeViewTransition?.skipTransition();
  for (const layer of document.querySelectorAll('[data-veil]')) layer.remove();
};
