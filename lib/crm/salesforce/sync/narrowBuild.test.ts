// @vitest-environment node
import { createContext, runInContext } from 'node:vm';
import { build } from 'vite';
import { expect, test } from 'vitest';
import {
  accountKey,
  accounts,
  answered,
  field,
  foundOne,
  patch,
  syncedOrg,
} from '../../../../test/fixtures/syncedSalesforce.ts';
import { asValue } from '../../../sync/value.ts';
import { narrowCrmClients } from '../../build/narrowCrmClients.ts';
import { keptInMemory } from '../../descriptionStore.fixture.ts';
import { anySignal, fixedSession } from '../../scriptedApi.fixture.ts';
import type { salesforceSync } from './salesforceSync.ts';

// As in an extension's service worker: minified, with the web's globals, nothing of Node's, and no code made from text.
const SYNC = new URL('salesforceSync.ts', import.meta.url).pathname;
const WEB = { AbortController, Headers, Request, Response, TextDecoder, TextEncoder, URL, URLSearchParams };

const built = async (fetch: (request: Request) => Promise<Response>): Promise<typeof salesforceSync> => {
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
            ? `import { salesforceSync } from '${SYNC}'; globalThis.made = salesforceSync;`
            : null,
      },
    ],
    build: { write: false, rollupOptions: { input: 'virtual:entry', output: { format: 'iife' } } },
  });
  const [chunk] = 'output' in output ? output.output : [];
  const world = createContext(
    { ...WEB, clearTimeout, crypto, fetch, setTimeout },
    { codeGeneration: { strings: false, wasm: false } },
  );
  runInContext('globalThis.self = globalThis', world);
  runInContext(chunk?.type === 'chunk' ? chunk.code : '', world);
  return (world as unknown as { readonly made: typeof salesforceSync }).made;
};

test('the sync runs as the extension ships it', async () => {
  const world = syncedOrg({ Account: accounts(3) });
  const sync = (await built((request) => world.org.fetch(request)))({
    instanceUrl: `https://${world.org.apiHost}`,
    session: fixedSession(world.org.accessToken()),
    keyFields: { Account: field('Customer_Number__c') },
    currency: 'EUR',
    descriptions: keptInMemory(),
    elapsed: () => 0,
  });
  const opened = await sync.open('Account', ['Name', 'Phone'].map(field), anySignal());
  expect(answered(await opened.feed.changes(null, null)).changes).toHaveLength(3);
  world.clock.org += 10_000;
  const { version } = await foundOne(opened, accountKey(1));
  expect(answered(await opened.crm.write([patch(accountKey(1), { Phone: '7' }, version)]))).toMatchObject([
    { kind: 'written', stored: { Phone: asValue('7') } },
  ]);
  world.org.bites.on('connectionDrops', { times: 1, when: 'after' });
  expect(await opened.crm.read([accountKey(1)])).toEqual({ kind: 'lost' });
}, 60_000);
