// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { narrowReact } from './narrowReact.ts';

// Everything of React that the pages use, at once: the real build is what is tested.
const ENTRY = `
  import { Component, createElement as h, lazy, startTransition, Suspense, useDeferredValue, useEffect, useRef, useState } from 'react';
  import { createRoot } from 'react-dom/client';

  const late = Promise.withResolvers();
  const Late = lazy(() => { world.effects.push('asked'); return late.promise; });
  class Boundary extends Component {
    state = { failed: false };
    static getDerivedStateFromError() { return { failed: true }; }
    render() { return this.state.failed ? h('strong', null, 'caught') : this.props.children; }
  }
  function Broken({ is }) { if (is) throw new Error('broken'); return null; }
  function App() {
    const [turn, setTurn] = useState(0);
    const [typed, setTyped] = useState('');
    const behind = useDeferredValue(turn);
    const list = useRef(null);
    useEffect(() => { world.effects.push('in'); return () => world.effects.push('out'); }, []);
    const rows = turn % 2 === 0 ? ['a', 'b', 'c'] : ['c', 'a', 'd'];
    return h('div', null,
      h('button', { onClick: () => startTransition(() => setTurn(turn + 1)) }, 'turn ' + behind),
      h('input', { value: typed, onChange: (event) => setTyped(event.target.value), onFocus: () => world.effects.push('focus') }),
      h('select', { value: rows[0], onChange: () => {} }, rows.map((row) => h('option', { key: row }, row))),
      h('ul', { ref: list }, rows.map((row) => h('li', { key: row }, row))),
      h('svg', { viewBox: '0 0 1 1' }, h('path', { d: 'M0 0' })),
      h(Suspense, { fallback: h('i', null, 'waiting') }, turn > 0 ? h(Late) : null),
      h(Boundary, null, h(Broken, { is: turn > 1 })));
  }
  export const world = {
    effects: [],
    arrive: () => late.resolve({ default: () => h('em', null, 'arrived') }),
    open: (where, element = h(App)) => { const root = createRoot(where, { onCaughtError() {}, onUncaughtError: (error) => world.effects.push(error.message) }); root.render(element); return () => root.unmount(); },
    sheet: () => h('link', { rel: 'stylesheet', href: '/a.css', precedence: 'default' }),
  };
`;

interface World {
  readonly effects: string[];
  arrive(): void;
  open(where: Element, element?: object): () => void;
  sheet(): object;
}

const built = async (plugins: readonly Plugin[]) => {
  const answer = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      ...plugins,
      {
        name: 'entry',
        resolveId: (id: string) => (id === 'virtual:entry' ? '\0entry' : null),
        load: (id: string) => (id === '\0entry' ? ENTRY : null),
      },
    ],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      rollupOptions: {
        input: 'virtual:entry',
        output: { format: 'iife', name: 'built' },
        preserveEntrySignatures: 'strict',
      },
    },
  });
  const [bundle] = [answer].flat();
  if (bundle === undefined || !('output' in bundle)) throw new Error('Nothing was built.');
  return bundle.output[0].code;
};

let code: string;
const world = (): World => {
  const open: () => World = new Function(`${code}; return built.world;`) as () => World;
  return open();
};

beforeAll(async () => {
  code = await built([narrowReact()]);
});
afterEach(() => document.body.replaceChildren());

const page = () => {
  const where = document.body.appendChild(document.createElement('main'));
  return where.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'));
};

const rows = (root: Element) => [...root.querySelectorAll('li')].map((row) => row.textContent);

test('what the pages use of React is all there', async () => {
  const { effects, arrive, open } = world();
  const root = page();
  const close = open(root);
  await expect.poll(() => root.textContent).toContain('turn 0');
  // Effects run after the paint.
  await expect.poll(() => effects).toEqual(['in']);
  root.querySelector('input')?.focus();
  const button = root.querySelector('button');
  button?.click();
  await expect.poll(() => effects).toEqual(['in', 'focus', 'asked']);
  expect(rows(root)).toEqual(['a', 'b', 'c']);
  arrive();
  await expect.poll(() => root.textContent).toContain('arrived');
  expect(rows(root)).toEqual(['c', 'a', 'd']);
  button?.click();
  await expect.poll(() => root.textContent).toContain('caught');
  expect(root.querySelector('path')?.namespaceURI).toBe('http://www.w3.org/2000/svg');
  close();
  await expect.poll(() => root.childNodes.length).toBe(0);
  expect(effects).toEqual(['in', 'focus', 'asked', 'out']);
});

test('a part that was left out says so where it is used after all', async () => {
  const { effects, open, sheet } = world();
  const root = page();
  open(root, sheet());
  await expect.poll(() => effects).toEqual(['React is built without resources.']);
});

test('React is a seventh smaller for it', async () => {
  expect(code.length).toBeLessThan(0.85 * (await built([])).length);
});

test('a React DOM that names its functions otherwise fails the build', async () => {
  const renamed: Plugin = {
    name: 'renamed',
    enforce: 'pre',
    transform: (source, id) =>
      id.endsWith('react-dom-client.production.js')
        ? source.replaceAll(/\bacquireResource\b/g, 'resourceFor')
        : null,
  };
  await expect(built([renamed, narrowReact()])).rejects.toThrow('React has no acquireResource');
});

test('no page uses what is left out', () => {
  const home = join(import.meta.dirname, '../..');
  const sources = ['components', 'entrypoints'].flatMap((folder) =>
    readdirSync(join(home, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
      .map((name) => join(home, folder, name)),
  );
  expect(sources.length).toBeGreaterThan(100);
  const using = sources.filter((file) =>
    /hydrateRoot|from 'react-dom'|\bChildren\.|\b(ViewTransition|Activity|SuspenseList|useActionState|useOptimistic|useTransition|componentStack)\b|<(link|style|script|meta|title|textarea|[a-z]+-[a-z-]+)\b|<Fragment[^>]* ref=|<form[^>]* action=/.test(
      readFileSync(file, 'utf8').replaceAll(/^\s*(\*|\/\/).*$/gm, ''),
    ),
  );
  expect(using).toEqual([]);
});
