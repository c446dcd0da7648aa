import { type Link, type LinkRequest, link as schema } from '../api/link.ts';
import { ask, type Door } from './request.ts';

/** `PUT links`. The pair is its own idempotency key: the same pair again answers the same link, so a second try is safe. */
export const link =
  (door: Door) =>
  (body: LinkRequest, signal: AbortSignal): Promise<Link> =>
    ask(door, { method: 'PUT', path: 'links', body, signal }, schema);
