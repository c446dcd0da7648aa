import type { Vouched } from './useVouched.ts';

/** Where the confirm frame stands: it reads its ticket, asks, writes, has written, or its ticket is no longer valid. */
export type Phase = 'reading' | 'asking' | 'writing' | 'done' | 'over';

/** What is known of the moment of a click. */
export interface Seen {
  readonly vouched: Vouched;
  /** Whether the pointer had been on the button for a while when it was pressed. */
  readonly wasSteady: boolean;
}

/**
 * Whether a yes counts: it came from the person and not from a script, the browser vouches for what the person sees, the button
 * did not slide under the pointer, and the question is being asked just now. The button looks disabled meanwhile, but looks
 * are no wall.
 *
 * `detail` of a click counts presses of a pointer; a key and assistive technology click without any.
 */
export const mayAccept = (
  event: Pick<UIEvent, 'isTrusted' | 'detail'>,
  { vouched, wasSteady }: Seen,
  phase: Phase,
): boolean =>
  event.isTrusted && vouched === 'ready' && phase === 'asking' && (wasSteady || event.detail === 0);
