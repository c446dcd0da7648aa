import type { SideCapabilities } from '../capabilities.ts';
import type { Reading } from '../reading.ts';

/**
 * A time stamp names a version only once the server's clock has left the step (second, millisecond) of the stamp: until then
 * another edit can bear the same one, and neither a conditional write nor a comparison would notice it.
 */
export const isTooFresh = ({ stampMs }: SideCapabilities, reading: Reading<unknown>): boolean =>
  stampMs !== null &&
  reading.kind === 'found' &&
  Math.floor(reading.readAt / stampMs) <= Math.floor(reading.modifiedAt / stampMs);
