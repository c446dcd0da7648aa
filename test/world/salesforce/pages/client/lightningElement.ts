/** What `@lwc/synthetic-shadow` adds to nodes and to `attachShadow`. */
interface Owned {
  $shadowResolver$?: unknown;
}

const own = (node: Node, resolver: unknown): void => {
  const owned = node as Node & Owned;
  // A node that belongs to a component of its own keeps it.
  if (owned.$shadowResolver$ === undefined) owned.$shadowResolver$ = resolver;
  if (node instanceof LightningElement) return;
  for (const child of [...node.childNodes]) own(child, resolver);
};

/**
 * A component as Lightning has them: a shadow root that is only simulated. Its nodes stand in the document's tree, and the patches of
 * the page's world hide them from the page's own queries; an extension's world sees them as they are.
 */
export class LightningElement extends HTMLElement {
  readonly #root = this.attachShadow({ mode: 'open', '$$lwc-synthetic-mode': true } as ShadowRootInit);

  /** Replaces what the component shows. */
  show(...nodes: readonly Node[]): void {
    while (this.#root.firstChild !== null) this.#root.removeChild(this.#root.firstChild);
    const resolver = (this.#root as ShadowRoot & Owned).$shadowResolver$;
    for (const node of nodes) {
      own(node, resolver);
      this.#root.appendChild(node);
    }
  }
}

const NAMES = [
  'flexipage-component2',
  'records-lwc-highlights-panel',
  'records-lwc-detail-panel',
  'lst-related-list-single-container',
  'lst-list-view-manager',
] as const;

for (const name of NAMES) customElements.define(name, class extends LightningElement {});

/** A component by its name, showing these nodes. */
export const component = (name: (typeof NAMES)[number], ...nodes: readonly Node[]): LightningElement => {
  const element = document.createElement(name) as LightningElement;
  element.show(...nodes);
  return element;
};
