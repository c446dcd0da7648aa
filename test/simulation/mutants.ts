import type { Ports, SyncSettings } from '../../lib/sync/ports.ts';
import type { Protocol } from '../../lib/sync/protocol.ts';
import type { Browser } from './browser.ts';

/** A mistake that somebody could make, as a change to the real thing. The simulator has to notice it. */
export interface Mutant {
  readonly name: string;
  readonly about: string;
  readonly settings?: Partial<SyncSettings>;
  readonly protocol?: (real: Protocol) => Partial<Protocol>;
  readonly ports?: (real: Ports, browser: Browser) => Ports;
}

export const mutants: readonly Mutant[] = [
  {
    name: 'zero-overlap',
    about: 'The feed is read from the watermark on, not from before it.',
    settings: { overlapMs: 0 },
  },
];
