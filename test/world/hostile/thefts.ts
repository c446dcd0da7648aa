/**
 * What a script of the page tries in order to read the panel. Every function runs in the page, by its source: it uses nothing
 * from outside of itself. `window.loot` collects what the early ones overhear.
 *
 * Long because it is a list.
 */
export interface Theft {
  /** Before all other scripts of the page: patches and listeners. */
  readonly early?: () => void;
  /** When the figures are painted: answers all that it got hold of. */
  readonly steal: (known: string) => string | Promise<string>;
}

declare global {
  interface Window {
    loot: Record<string, string[]>;
    find(text: string): boolean;
  }
}

export const THEFTS = {
  'scraping the document': {
    steal: () => {
      const { documentElement: html } = document;
      const texts = document.evaluate('string(/)', document, null, XPathResult.STRING_TYPE).stringValue;
      const range = document.createRange();
      range.selectNode(html);
      const copy = html.cloneNode(true) as HTMLElement;
      const serialized = html.getHTML({ serializableShadowRoots: true });
      return [html.innerText, html.outerHTML, texts, String(range), copy.textContent, serialized].join();
    },
  },
  'open roots, and closed ones by a patched attachShadow': {
    early: () => {
      const roots: ShadowRoot[] = [];
      const { attachShadow } = Element.prototype;
      Element.prototype.attachShadow = function (init) {
        const root = attachShadow.call(this, init);
        roots.push(root);
        return root;
      };
      Object.assign(window, { roots });
    },
    steal: () => {
      const { roots } = window as unknown as { roots: ShadowRoot[] };
      const open = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
      return [...roots, ...open].map((root) => root.textContent).join();
    },
  },
  'defining the host as a custom element before us': {
    early: () => {
      const internals: ElementInternals[] = [];
      // Learned on an earlier visit.
      const names = new Set(['decoy-panel', ...(localStorage.getItem('names') ?? '').split(' ')]);
      for (const name of names)
        if (name.includes('-'))
          customElements.define(
            name,
            class extends HTMLElement {
              constructor() {
                super();
                internals.push(this.attachInternals());
              }
            },
          );
      Object.assign(window, { internals });
    },
    steal: () => {
      const hosts = [...document.documentElement.children].map(({ localName }) => localName);
      localStorage.setItem('names', hosts.join(' '));
      const { internals } = window as unknown as { internals: ElementInternals[] };
      return internals.map(({ shadowRoot }) => shadowRoot?.textContent ?? '').join();
    },
  },
  'patched prototypes': {
    early: () => {
      const heard: string[] = [];
      window.loot['patched prototypes'] = heard;
      const text = (value: unknown): void => {
        if (typeof value === 'string') heard[heard.length] = value;
        else if (value instanceof Response) return;
        else if (typeof value === 'object' && value !== null && 'value' in value) {
          try {
            heard[heard.length] = stringify.call(JSON, value) ?? '';
          } catch {
            return;
          }
        }
      };
      const { stringify } = JSON;
      const { apply } = Reflect;
      const listen = (owner: object, names: readonly string[]) => {
        for (const name of names) {
          const original = Reflect.get(owner, name) as (...given: unknown[]) => unknown;
          Reflect.set(owner, name, function (this: unknown, ...given: unknown[]) {
            text(this);
            for (let index = 0; index < given.length; index += 1) text(given[index]);
            const answer = apply(original, this, given);
            text(answer);
            return answer;
          });
        }
      };
      listen(Array.prototype, ['push', 'map', 'join', 'filter', 'concat', 'includes']);
      listen(String.prototype, ['replace', 'slice', 'split', 'trim', 'concat']);
      listen(Intl.NumberFormat.prototype, ['formatToParts']);
      listen(JSON, ['parse', 'stringify']);
      listen(Promise.prototype, ['then']);
      listen(EventTarget.prototype, ['addEventListener', 'dispatchEvent']);
      listen(Node.prototype, ['appendChild', 'insertBefore']);
      listen(Element.prototype, ['setAttribute', 'append']);
      listen(Document.prototype, ['createTextNode', 'createElement']);
      listen(window, ['fetch', 'postMessage', 'queueMicrotask']);
    },
    steal: () => window.loot['patched prototypes']?.join() ?? '',
  },
  'a MutationObserver on everything': {
    early: () => {
      const heard: string[] = [];
      window.loot['a MutationObserver on everything'] = heard;
      const keep = (node: Node | null) => {
        heard[heard.length] =
          `${node?.textContent} ${node instanceof Element ? node.outerHTML : node?.nodeValue}`;
      };
      const options = { subtree: true, childList: true, characterData: true, attributes: true };
      new MutationObserver((changes) => {
        for (const change of changes) {
          for (const node of change.addedNodes) keep(node);
          keep(change.target);
        }
      }).observe(document, options);
    },
    steal: () => window.loot['a MutationObserver on everything']?.join() ?? '',
  },
  'computed styles': {
    steal: () =>
      [...document.querySelectorAll('html > *, [data-decoy]')]
        .flatMap((element) =>
          [null, '::before', '::after'].map((pseudo) => {
            const style = getComputedStyle(element, pseudo);
            return [...style].map((name) => style.getPropertyValue(name)).join();
          }),
        )
        .join(),
  },
  'points and carets': {
    steal: () => {
      const found = new Set<Node | null | undefined>();
      for (let x = 4; x < innerWidth; x += 24)
        for (let y = 4; y < innerHeight; y += 12) {
          for (const element of document.elementsFromPoint(x, y)) found.add(element);
          found.add(document.caretPositionFromPoint(x, y)?.offsetNode);
          found.add(document.caretRangeFromPoint(x, y)?.startContainer);
        }
      return [...found].map((node) => node?.textContent).join();
    },
  },
  'finding, and selecting what was found': {
    steal: (known) => {
      const selection = getSelection();
      if (selection === null) return '';
      const got: string[] = [];
      const keep = () => {
        got.push(String(selection));
        for (const step of ['character', 'line', 'documentboundary']) {
          selection.modify('extend', 'forward', step);
          got.push(String(selection));
        }
        selection.removeAllRanges();
      };
      for (const text of [known, known.slice(0, 3), 'Overdue', 'AR balance']) {
        if (window.find(text)) keep();
        if (document.execCommand('FindString', false, text)) keep();
      }
      document.execCommand('selectAll');
      got.push(String(selection));
      for (const node of [document.body, document.documentElement]) {
        selection.collapse(node, node.childNodes.length);
        selection.modify('extend', 'backward', 'line');
        selection.modify('extend', 'backward', 'paragraph');
        got.push(String(selection));
      }
      selection.removeAllRanges();
      return got.join();
    },
  },
  'what is copied': {
    steal: () => {
      const got: string[] = [];
      const hear = (event: ClipboardEvent) => {
        got.push(String(getSelection()), event.clipboardData?.getData('text') ?? '');
      };
      document.addEventListener('copy', hear, true);
      for (const element of document.querySelectorAll('html > *, [data-decoy]')) {
        getSelection()?.selectAllChildren(element);
        document.execCommand('copy');
        got.push(String(getSelection()));
      }
      document.removeEventListener('copy', hear, true);
      getSelection()?.removeAllRanges();
      return got.join();
    },
  },
  "the host's attributes": {
    steal: () =>
      [...document.querySelectorAll('html > *, [data-decoy]')]
        .flatMap((element) => [...element.attributes].map(({ name, value }) => `${name}=${value}`))
        .join(),
  },
  'frames and their messages': {
    early: () => {
      const heard: string[] = [];
      window.loot['frames and their messages'] = heard;
      window.addEventListener('message', ({ data, source }) => {
        heard[heard.length] = `${JSON.stringify(data)} ${source === window ? '' : 'source'}`;
      });
    },
    steal: () => {
      const got: string[] = [];
      for (let index = 0; index < window.length; index += 1)
        try {
          got.push(window[index]?.document.documentElement.textContent ?? '');
        } catch {
          got.push(`a frame of another origin: ${index}`);
        }
      return [...got, ...(window.loot['frames and their messages'] ?? [])].join();
    },
  },
  'performance entries': {
    early: () => {
      const heard: string[] = [];
      window.loot['performance entries'] = heard;
      for (const type of PerformanceObserver.supportedEntryTypes)
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { element, target } = entry as PerformanceEntry & { element?: Element; target?: Element };
            heard[heard.length] = JSON.stringify(entry) + element?.textContent + target?.textContent;
          }
        }).observe({ type, buffered: true });
    },
    steal: () =>
      [
        ...(window.loot['performance entries'] ?? []),
        ...performance.getEntries().map((entry) => JSON.stringify(entry)),
      ].join(),
  },
  "the page's own storage, history and errors": {
    early: () => {
      const heard: string[] = [];
      window.loot.errors = heard;
      for (const type of ['error', 'unhandledrejection', 'securitypolicyviolation'])
        window.addEventListener(type, (event) => {
          const told = event as unknown as Record<string, unknown>;
          heard[heard.length] = ['message', 'reason', 'blockedURI', 'sourceFile']
            .map((name) => String(told[name]))
            .join();
        });
    },
    steal: async () => {
      const databases = await indexedDB.databases();
      return [
        JSON.stringify({ ...localStorage, ...sessionStorage }),
        document.cookie,
        document.title,
        JSON.stringify(history.state),
        ...databases.map(({ name }) => name),
        ...(await caches.keys()),
        ...(window.loot.errors ?? []),
        Object.getOwnPropertyNames(window).join(),
        Object.getOwnPropertySymbols(window).map(String).join(),
      ].join();
    },
  },
  'fonts of its own under names that we might use': {
    // A face is fetched when a text that is painted needs it: so the page learns which letters there are, once it has hidden
    // its own.
    steal: async (known) => {
      const [letter = ''] = known;
      const beside = [...document.querySelectorAll<HTMLElement>('html > [data-decoy]')];
      // A text in one of these families may ask for a face without having a letter of its range.
      const own = [document.body, ...beside.filter(({ textContent }) => !textContent?.includes(letter))];
      for (const element of own) element.style.setProperty('display', 'none', 'important');
      // Laid out without it before the faces come, or the page's own text would ask for them.
      document.documentElement.getBoundingClientRect();
      const families = ['system-ui', '-apple-system', 'BlinkMacSystemFont', 'Segoe UI', 'Roboto'];
      families.push('Noto Sans', 'Helvetica Neue', 'Arial', 'Inter', 'ui-sans-serif', 'sans-serif');
      const faces = families.map((family) => {
        const code = letter.codePointAt(0)?.toString(16) ?? '';
        return new FontFace(family, `url("/stolen?${encodeURIComponent(family)}")`, {
          unicodeRange: `U+${code}`,
        });
      });
      for (const face of faces) document.fonts.add(face);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const used = faces.filter(({ status }) => status !== 'unloaded');
      const whose = used.map(({ family }) => family).join();
      for (const face of faces) document.fonts.delete(face);
      for (const element of own) element.style.removeProperty('display');
      return used.length === 0 ? '' : `${known}, whose ${letter} is painted in ${whose}`;
    },
  },
} as const satisfies Record<string, Theft>;
