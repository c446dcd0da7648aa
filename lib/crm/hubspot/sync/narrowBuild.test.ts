// @vitest-environment node
import { createContext, runInContext } from 'node:vm';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { companies, idOf, syncWorld, value } from '../../../../test/crm/hubspotSync.fixture.ts';
import { KEY } from '../../../../test/world/hubspot/fixture.ts';
import type { FieldName } from '../../../sync/ids.ts';
import { narrowCrmClients } from '../../build/narrowCrmClients.ts';
import { keptInMemory } from '../../descriptionStore.fixture.ts';
import { fixedSession } from '../../scriptedApi.fixture.ts';
import type { hubspotSync } from './hubspotSync.ts';

// As in an extension's service worker: minified, with the web's globals, nothing of Node's, and no code made from text.
const SYNC = new URL('hubspotSync.ts', import.meta.url).pathname;
const CALL = new URL('../../../http/call.ts', import.meta.url).pathname;
const WEB = { AbortController, Headers, Request, Response, TextDecoder, TextEncoder, URL, URLSearchParams };

interface Made {
  readonly sync: typeof hubspotSync;
  readonly call: Parameters<typeof hubspotSync>[0]['call'];
}

const built = async (fetch: (request: Request) => Promise<Response>): Promise<Made> => {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      narrowCrmClients(),
      {
        name: 'entry',
        resolveId: (id) => (id === 'virtual:entry' ? '\0entry' : null),
        load: (id) =>
          id === '\0entry'
            ? `import { hubspotSync } from '${SYNC}'; import { call } from '${CALL}'; globalThis.made = { sync: hubspotSync, call };`
            : null,
      },
    ],
    build: { write: false, rollupOptions: { input: 'virtual:entry', output: { format: 'iife' } } },
  });
  const [chunk] = 'output' in output ? output.output : [];
  const world = createContext(
    { ...WEB, clearTimeout, fetch, setTimeout },
    { codeGeneration: { strings: false, wasm: false } },
  );
  runInContext('globalThis.self = globalThis', world);
  runInContext(chunk?.type === 'chunk' ? chunk.code : '', world);
  return (world as unknown as { readonly made: Made }).made;
};

test('the sync runs as the extension ships it', async () => {
  const { hubspot, clock } = syncWorld({ portal: { records: { companies: companies(3) } } });
  const { sync, call } = await built((request) => hubspot.fetch(request));
  const opened = await sync({
    portalId: '4711',
    session: fixedSession(KEY),
    call,
    budgeted: (each) => each,
    clock: { now: clock.now, elapsed: () => 0, wait: async () => undefined },
    isOnline: () => true,
    descriptions: keptInMemory(),
    archivedPlaces: { read: async () => null, write: async () => undefined },
    keyProperties: {},
    inTimeZone: async () => undefined,
  }).open('company', ['name', 'city'] as FieldName[], new AbortController().signal);
  const id = idOf('company', '100001');
  const oslo = { kind: 'value', value: 'Oslo' } as const;
  expect(value(await opened.feed.changes(null, null)).changes).toHaveLength(3);
  expect(value(await opened.crm.read([id]))).toMatchObject([{ kind: 'found', id }]);
  expect(
    value(
      await opened.crm.write([
        { id, change: { kind: 'fields', fields: { ['city' as FieldName]: oslo } }, expected: null },
      ]),
    ),
  ).toMatchObject([{ kind: 'written', stored: { city: oslo } }]);
  hubspot.failNext(503);
  expect(await opened.crm.read([id])).toEqual({ kind: 'lost' });
}, 60_000);
