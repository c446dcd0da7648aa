import type { Candidate, TwinId } from './ports.ts';

export type Meeting =
  | { readonly kind: 'make' }
  | { readonly kind: 'link'; readonly twin: TwinId }
  | { readonly kind: 'ask' };

/**
 * One certain match is the twin. Several of them, one that belongs to another record, or some that merely look alike are a person's to
 * judge: a wrong link mixes two companies, and a needless record is no better.
 */
export const meet = (candidates: readonly Candidate[]): Meeting => {
  const certain = candidates.filter((each) => each.certain);
  const [only] = certain;
  if (only !== undefined && certain.length === 1 && !only.linked) return { kind: 'link', twin: only.id };
  return candidates.length === 0 ? { kind: 'make' } : { kind: 'ask' };
};
