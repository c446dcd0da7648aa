import { type NeverLink, type NeverLinkRequest, neverLink as schema } from '../api/neverLink.ts';
import { ask, type Door, exchange } from './request.ts';

/** `PUT never-links`; the pair is its own idempotency key, as for links. */
export const neverLink =
  (door: Door) =>
  (body: NeverLinkRequest, signal: AbortSignal): Promise<NeverLink> =>
    ask(door, { method: 'PUT', path: 'never-links', body, signal }, schema);

/** `DELETE never-links/{id}`. */
export const allowLink =
  (door: Door) =>
  async (id: string, signal: AbortSignal): Promise<void> => {
    await exchange(door, { method: 'DELETE', path: `never-links/${encodeURIComponent(id)}`, signal });
  };
