/**
 * What comes back from the outside. Ports never throw for what can be expected there.
 * - `lost`: sent, no answer in time; it may still take effect, up to `SyncSettings.requestMs` after it was sent.
 * - `notSent`: certainly without effect.
 */
export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'lost' }
  | { readonly kind: 'notSent'; readonly reason: 'offline' | 'rateLimited' | 'authExpired' | 'forbidden' };

/** Why a side said no: its own code and its own sentence, for the people who can do something about it. */
export interface Refused {
  readonly code: string;
  readonly message: string;
}
