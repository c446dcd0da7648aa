import type { RunPhase } from './runState.ts';

/** How far a run is. `total` null = nobody knows yet: the feeds are still being read. */
export interface Progress {
  readonly phase: RunPhase;
  readonly done: number;
  readonly total: number | null;
}

/** Somebody who looks on while a run is under way, and may end it: after the batch in hand, never in the middle of one. */
export interface Watch {
  readonly onProgress?: (progress: Progress) => void;
  /** An `AbortSignal` is one. */
  readonly signal?: { readonly aborted: boolean };
}
