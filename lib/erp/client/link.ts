import { type Link, type LinkRequest, link as schema } from '../api/link.ts';
import { ask, type Door, exchange } from './request.ts';

/** `PUT links`. The pair is its own idempotency key: the same pair again answers the same link, so a second try is safe. */
export const link =
  (door: Door) =>
  (body: LinkRequest, signal: AbortSignal): Promise<Link> =>
    ask(door, { method: 'PUT', path: 'links', body, signal }, schema);

/** `DELETE links/{id}`, with the revision that the person was shown: 412 where it has changed since. */
export const unlink =
  (door: Door) =>
  async ({ id, rev }: Pick<Link, 'id' | 'rev'>, signal: AbortSignal): Promise<void> => {
    await exchange(door, {
      method: 'DELETE',
      path: `links/${encodeURIComponent(id)}`,
      headers: { 'If-Match': `"${rev}"` },
      signal,
    });
  };
