const KEYBOARD_EVENTS = ['keydown', 'keypress', 'keyup'] as const;

/**
 * Keeps typing in the panel away from the page's single-key shortcuts. From outside a closed shadow root every key seems to be
 * pressed on the host, so a page cannot see that somebody is typing into a field. The event is taken at the window, before it
 * reaches the page, and given to the panel as a copy that ends at the shadow root; the browser's own action (typing, clicking)
 * happens as usual unless the panel prevented it.
 *
 * A listener that the page put on the window's capture phase before us still sees the key: nothing can be earlier than first.
 */
export const raiseKeyboardWall = (host: HTMLElement, shadow: ShadowRoot, window: Window): (() => void) => {
  const intercept = (event: Event) => {
    if (event.target !== host) return;
    event.stopImmediatePropagation();
    const { type, key, code, location, repeat, isComposing, ctrlKey, shiftKey, altKey, metaKey } =
      event as KeyboardEvent;
    const copy = new KeyboardEvent(type, {
      key,
      code,
      location,
      repeat,
      isComposing,
      ctrlKey,
      shiftKey,
      altKey,
      metaKey,
      bubbles: true,
      cancelable: true,
      composed: false,
    });
    (shadow.activeElement ?? shadow).dispatchEvent(copy);
    if (copy.defaultPrevented) event.preventDefault();
  };
  for (const type of KEYBOARD_EVENTS) window.addEventListener(type, intercept, { capture: true });
  return () => {
    for (const type of KEYBOARD_EVENTS) window.removeEventListener(type, intercept, { capture: true });
  };
};
