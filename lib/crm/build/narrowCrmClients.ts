import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/**
 * Parts of the CRM clients that Node gives and a service worker does not, or that no call of ours reaches, by the specifier that
 * the client imports them with. Each stand-in says why it may be as little as it is.
 */
const JSFORCE = new Map([
  ['events', './jsforce/events.ts'],
  ['./jsforce', './jsforce/jsforce.ts'],
  ['./transport', './jsforce/transport.ts'],
  ['./oauth2', './jsforce/oauth2.ts'],
  ['./record-stream', './jsforce/recordStream.ts'],
  ['./soql-builder', './jsforce/soqlBuilder.ts'],
  ['./util/logger', './jsforce/logger.ts'],
  ['./util/stream', './jsforce/stream.ts'],
  ['./util/promise', './jsforce/streamPromise.ts'],
  ['./util/get-body-size', './jsforce/bodySize.ts'],
  ['./csv', './absent.ts'],
  ['xml2js', './absent.ts'],
  ['form-data', './absent.ts'],
  // As our own files import them.
  ['jsforce/lib/transport.js', './jsforce/transport.ts'],
  ['jsforce/lib/util/stream.js', './jsforce/stream.ts'],
  ['jsforce/lib/util/promise.js', './jsforce/streamPromise.ts'],
]);
const HUBSPOT = new Map([
  ['url', './hubspot/url.ts'],
  ['form-data', './absent.ts'],
  ['../../../../src/services/http/Transport', './hubspot/transport.ts'],
]);

const standInFor = (specifier: string, importer: string): string | undefined => {
  if (specifier.startsWith('jsforce/')) return JSFORCE.get(specifier);
  if (importer.includes('/node_modules/jsforce/')) return JSFORCE.get(specifier);
  if (importer.includes('/node_modules/@hubspot/api-client/')) return HUBSPOT.get(specifier);
  return undefined;
};

/** Narrows jsforce and @hubspot/api-client to what runs in an extension's service worker: no Node, no eval, no transport of their own. */
export const narrowCrmClients = (): Plugin => ({
  name: 'narrow-crm-clients',
  enforce: 'pre',
  resolveId(specifier, importer) {
    const standIn = standInFor(specifier, (importer ?? '').replaceAll('\\', '/'));
    return standIn === undefined ? null : fileURLToPath(new URL(standIn, import.meta.url));
  },
});
