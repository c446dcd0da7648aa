// @vitest-environment node
import { runInNewContext } from 'node:vm';
import { build, type Plugin } from 'vite';
import { expect, test } from 'vitest';
import { narrowLoader } from './narrowLoader.ts';

const ENTRY = `
  import { ContentScriptContext } from 'wxt/utils/content-script-context';
  globalThis.context = new ContentScriptContext('crm', {});
`;

const built = async (plugins: readonly Plugin[]) => {
  const answer = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      ...plugins,
      {
        name: 'entry',
        resolveId: (id: string) => (id === 'entry' ? id : null),
        load: (id: string) => (id === 'entry' ? ENTRY : null),
      },
    ],
    build: { write: false, rollupOptions: { input: 'entry', output: { format: 'iife' } } },
  });
  const [bundle] = [answer].flat();
  if (bundle === undefined || !('output' in bundle)) throw new Error('Nothing was built.');
  return bundle.output[0].code;
};

test("the loader's context is a signal and nothing else, which no page can abort", async () => {
  const code = await built([narrowLoader()]);
  expect(code).not.toContain('content-script-started');
  const world: { context?: { signal: AbortSignal } } = {};
  runInNewContext(code, Object.assign(world, { AbortController }));
  expect(Object.keys(world.context ?? {})).toEqual(['signal']);
  expect(world.context?.signal.aborted).toBe(false);
});

test('without it WXT listens to the page', async () => {
  expect(await built([])).toContain('content-script-started');
});
