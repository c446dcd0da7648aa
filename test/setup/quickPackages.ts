import { registerHooks } from 'node:module';

/**
 * For the processes that tests start by the dozen. Node looks into a package's description for each of its files, and takes the
 * description apart anew each time: of `drizzle-orm`, whose description is 180 KB, that is a quarter of a server's start. Its files
 * name each other by path, and all of them are ES modules.
 */
const PACKAGE = '/node_modules/drizzle-orm/';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.includes(PACKAGE)
      ? { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true }
      : next(specifier, context),
});
