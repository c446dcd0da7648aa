import type { TwinKey } from '../ids.ts';
import type { Single } from './ports.ts';

/**
 * The same for everybody, whenever and on whichever machine they make the twin: that is what a second one is recognised by. `digest`
 * is a cryptographic hash (SHA-256, hexadecimal). `pair` names the system, org and both objects.
 */
export const twinKey = (
  digest: (text: string) => string,
  place: { readonly tenant: string; readonly pair: string },
  { side, id }: Single,
): TwinKey => digest(JSON.stringify([place.tenant, place.pair, side, id, 'twin'])) as TwinKey;
