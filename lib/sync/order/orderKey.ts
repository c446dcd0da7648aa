import type { OpportunityId, OrderKey } from '../ids.ts';

/**
 * The same for everybody, whenever and on whichever machine they convert: that is what makes a second order impossible. `digest` is a
 * cryptographic hash (SHA-256, hexadecimal); the parts are joined as JSON, so that no two lists of parts give one text.
 */
export const orderKey = (
  digest: (text: string) => string,
  place: { readonly tenant: string; readonly org: string },
  opportunity: OpportunityId,
): OrderKey => digest(JSON.stringify([place.tenant, place.org, opportunity, 'order'])) as OrderKey;
