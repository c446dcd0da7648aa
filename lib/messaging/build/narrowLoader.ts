import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Keeps out of the loader what it carries onto every CRM page and does not use: a third of its bytes. */
export const narrowLoader = (): Plugin => ({
  name: 'narrow-loader',
  enforce: 'pre',
  resolveId: (specifier) =>
    specifier === 'wxt/utils/content-script-context'
      ? fileURLToPath(new URL('./loaderContext.ts', import.meta.url))
      : null,
});
