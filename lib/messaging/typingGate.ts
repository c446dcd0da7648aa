/**
 * All events that carry what is typed, pasted, copied or dragged out of the shadow root: they are composed, so the page hears
 * them on the host, and `InputEvent.data`, `KeyboardEvent.key` and the clipboard are not hidden as their target is.
 */
const TYPING_EVENTS = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'input',
  'compositionstart',
  'compositionupdate',
  'compositionend',
  'copy',
  'cut',
  'paste',
  'dragstart',
] as const;

/** First in line on the window. Whoever stands guard sees each event before any script of the page, and may stop it there. */
export interface TypingGate {
  guard: ((event: Event) => void) | null;
}

const PLACE = Symbol.for('ledgerside.typingGate');
type World = typeof globalThis & { [PLACE]?: TypingGate };

/**
 * The loader opens it at document start, when no script of the page has run yet; the panel, which comes much later, finds it
 * in their common isolated world and stands guard.
 */
export const openTypingGate = (
  window: Pick<EventTarget, 'addEventListener'>,
  world: World = globalThis,
): TypingGate => {
  const open = world[PLACE];
  if (open !== undefined) return open;
  const gate: TypingGate = { guard: null };
  world[PLACE] = gate;
  for (const type of TYPING_EVENTS)
    window.addEventListener(type, (event) => gate.guard?.(event), { capture: true });
  return gate;
};
