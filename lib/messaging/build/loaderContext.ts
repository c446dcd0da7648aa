/**
 * Stands in for WXT's context of a content script. The loader uses its signal alone, and what aborts that one is a newer copy of the
 * script in the same page: only a development server brings one in, or a page that pretends so by the event that WXT listens for.
 */
export class ContentScriptContext {
  readonly signal = new AbortController().signal;
}
