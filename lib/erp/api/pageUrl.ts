const HOLES = /\{([^{}]*)\}/g;

/** A template that leads nowhere or somewhere else than its author says. */
const isSound = (template: string): boolean => {
  const url = URL.parse(template.replaceAll(HOLES, 'x'));
  const holes = [...template.matchAll(HOLES)].map(([, name]) => name);
  const origin = template.split('/').slice(0, 3).join('/');
  return (
    url?.protocol === 'https:' &&
    url.username === '' &&
    !/[{}]/.test(origin) &&
    holes.includes('id') &&
    holes.every((name) => name === 'id' || name === 'kind')
  );
};

/**
 * Where an ERP shows a document: an https address with `{id}` in it and, where the kinds have pages of their own, `{kind}`.
 * null = cannot be one: another scheme, a sign-in in it, a hole in the host or an unknown hole.
 */
export const pageTemplate = (text: string): string | null => (isSound(text) ? text : null);

/** One page's address. Ids are encoded: whatever a document is called, it stays one part of the path. */
export const pageUrl = (template: string, kind: string, id: string): string =>
  template.replaceAll('{kind}', encodeURIComponent(kind)).replaceAll('{id}', encodeURIComponent(id));
