/** What the extension's worker finds in a browser, in Node: imported before anything of the product is. IndexedDB is one in memory. */
import 'fake-indexeddb/auto';
import { fakeBrowser } from 'wxt/testing/fake-browser';

Object.assign(globalThis, { chrome: fakeBrowser, browser: fakeBrowser });
fakeBrowser.tabs.query = (async () => []) as typeof fakeBrowser.tabs.query;
