import type { Vouched } from './useVouched.ts';

/** Where the confirm frame stands: it reads its ticket, asks, writes, has written, or its ticket is no longer valid. */
export type Phase = 'reading' | 'asking' | 'writing' | 'done' | 'over';

/**
 * Whether a yes counts: it came from the person and not from a script, the browser vouches for what the person sees, and the
 * question is being asked just now. The button looks disabled meanwhile, but looks are no wall.
 */
export const mayAccept = (event: Pick<Event, 'isTrusted'>, vouched: Vouched, phase: Phase): boolean =>
  event.isTrusted && vouched === 'ready' && phase === 'asking';
