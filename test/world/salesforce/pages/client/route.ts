export type Route =
  | {
      readonly kind: 'record';
      readonly object: string | null;
      readonly id: string;
      readonly editing: boolean;
    }
  | { readonly kind: 'related'; readonly object: string; readonly id: string; readonly list: string }
  | { readonly kind: 'list'; readonly object: string }
  | { readonly kind: 'setup'; readonly address: string }
  | { readonly kind: 'tab'; readonly name: string }
  | { readonly kind: 'home' }
  | { readonly kind: 'unknown' };

/** What an address of Lightning shows. */
export const routeOf = (address: string): Route => {
  const url = new URL(address, location.origin);
  const [, area, ...parts] = url.pathname.split('/').filter((part) => part !== '');
  const [first = '', second = '', third = '', fourth = ''] = parts;
  if (area === 'r' && second === 'view') return { kind: 'record', object: null, id: first, editing: false };
  if (area === 'r' && third === 'related')
    return { kind: 'related', object: first, id: second, list: fourth };
  if (area === 'r' && (third === 'view' || third === 'edit'))
    return { kind: 'record', object: first, id: second, editing: third === 'edit' };
  if (area === 'o') return { kind: 'list', object: first };
  if (area === 'setup') return { kind: 'setup', address: url.searchParams.get('address') ?? '' };
  if (area === 'n') return { kind: 'tab', name: first };
  if (area === 'page' || area === 'app') return { kind: 'home' };
  return { kind: 'unknown' };
};

/** The record page that a console's address belongs to: its workspace. */
export const workspaceOf = (address: string): string | null =>
  new URL(address, location.origin).searchParams.get('ws');
