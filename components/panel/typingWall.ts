import type { TypingGate } from '../../lib/messaging/typingGate.ts';

/**
 * Keeps what is typed in the panel to the panel: away from the page's single-key shortcuts, which from outside a closed shadow
 * root cannot see that somebody types into a field, and from a script that reads along. The event is taken at the window and
 * given to the panel as a copy that ends at the shadow root; the browser's own action (typing, clicking) happens as usual unless
 * the panel prevented it. What no component listens for (clipboard, composition, dragging) is only stopped.
 *
 * An event that the page made up stays where the page sent it: the host itself does nothing on it.
 */
export const raiseTypingWall = (host: HTMLElement, shadow: ShadowRoot, gate: TypingGate): (() => void) => {
  const intercept = (event: Event) => {
    if (event.target !== host || !event.isTrusted) return;
    event.stopImmediatePropagation();
    const copy = copyOf(event);
    if (copy === null) return;
    (shadow.activeElement ?? shadow).dispatchEvent(copy);
    if (copy.defaultPrevented) event.preventDefault();
  };
  gate.guard = intercept;
  return () => {
    if (gate.guard === intercept) gate.guard = null;
  };
};

const ENDS_AT_THE_ROOT = { bubbles: true, composed: false } as const;

const copyOf = (event: Event): Event | null => {
  // By name, not by class: Chromium sends an `input` without data where a search field is cleared by its own button.
  if (event.type === 'input') return new Event('input', ENDS_AT_THE_ROOT);
  if (!(event instanceof KeyboardEvent)) return null;
  const { type, key, code, location, repeat, isComposing, ctrlKey, shiftKey, altKey, metaKey } = event;
  const keys = { key, code, location, repeat, isComposing, ctrlKey, shiftKey, altKey, metaKey };
  return new KeyboardEvent(type, { ...ENDS_AT_THE_ROOT, cancelable: true, ...keys });
};
