/** A server that asks for a longer wait than this is asked again after it: one answer's word is not a day's silence. */
export const LONGEST_BELIEVED_MS = 60 * 60_000;
