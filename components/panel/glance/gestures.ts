/** What a person does to the glance, kept until the panel can do it. */
export interface Gestures {
  /** Does the same on what stands in the same places. */
  repeatOn(alive: ParentNode): void;
  /** As if somebody had pressed what opens or closes the panel. */
  toggle(): void;
  stop(): void;
}

const CONTROLS = 'button, a, select';

const controlsOf = (root: ParentNode): readonly HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(CONTROLS),
];

/** Its kind and its name: what is drawn otherwise than expected is not pressed instead. */
const isSame = (one: HTMLElement, other: HTMLElement | undefined): boolean =>
  other !== undefined &&
  ['class', 'aria-label', 'aria-expanded'].every(
    (name) => one.getAttribute(name) === other.getAttribute(name),
  );

/** `onFirst`: somebody has begun to use what is drawn. Only a person's own events count. */
export const gatherGestures = (drawn: HTMLElement, onFirst: () => void): Gestures => {
  const pressed = new Set<HTMLElement>();
  let held: HTMLElement | null = null;
  const begun = new AbortController();

  const controlOf = (event: Event): HTMLElement | null => {
    const { target } = event;
    return event.isTrusted && target instanceof Element ? target.closest<HTMLElement>(CONTROLS) : null;
  };
  const press = (control: HTMLElement | null) => {
    // A link is followed by the browser.
    if (!(control instanceof HTMLButtonElement)) return;
    // What was opened and closed again stays as it was.
    if (control.ariaExpanded !== null && pressed.has(control)) pressed.delete(control);
    else pressed.add(control);
  };
  const options = { signal: begun.signal };
  for (const type of ['pointerover', 'focusin'])
    drawn.addEventListener(type, (event) => event.isTrusted && onFirst(), { ...options, once: true });
  drawn.addEventListener(
    'pointerdown',
    (event) => {
      held = controlOf(event);
    },
    options,
  );
  drawn.addEventListener(
    'click',
    (event) => {
      held = null;
      press(controlOf(event));
    },
    options,
  );
  drawn.addEventListener(
    'pointerleave',
    () => {
      held = null;
    },
    options,
  );

  return {
    repeatOn: (alive) => {
      const before = controlsOf(drawn);
      const after = controlsOf(alive);
      const counterpart = (control: HTMLElement): HTMLElement | null => {
        const index = before.indexOf(control);
        const [one, other] = [before[index], after[index]];
        return one !== undefined && other !== undefined && isSame(one, other) ? other : null;
      };
      const root = drawn.getRootNode();
      const focused = root instanceof ShadowRoot ? root.activeElement : null;
      if (focused instanceof HTMLElement) counterpart(focused)?.focus({ preventScroll: true });
      // A press that is not over yet would end on something else.
      if (held !== null) press(held);
      for (const control of pressed) counterpart(control)?.click();
    },
    toggle: () => {
      press(drawn.querySelector<HTMLElement>('button[aria-expanded]'));
      onFirst();
    },
    stop: () => begun.abort(),
  };
};
