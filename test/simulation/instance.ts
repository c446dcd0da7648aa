import type { SideName } from '../../lib/sync/rule.ts';
import type { Stored } from '../../lib/sync/value.ts';

/**
 * One act of typing (or clearing) a value. A copy by the sync carries the instance along, so the checks know, of every value that
 * is overwritten, whether the one that took its place had been typed by somebody who could know it. The sync sees none of this.
 */
export interface Instance {
  readonly ident: string;
  readonly side: SideName;
  readonly field: string;
  /** True time, which no participant knows. */
  readonly at: number;
  readonly order: number;
  /** What it replaced; grows when it later wins over something else. */
  readonly parents: Instance[];
}

/** Which typed value this is, however a system has trimmed, cut, rounded or rewritten it. Every typed value bears its own number. */
export const identOf = (stored: Stored): string => {
  if (stored.kind === 'blank') return 'blank';
  if (typeof stored.value === 'number') return `n${Math.floor(stored.value / 100)}`;
  return `n${/\d+/.exec(String(stored.value))?.[0] ?? '?'}`;
};

/** Every instance that `from` replaced, directly or not; not itself. */
export const ancestors = (from: Instance): Set<Instance> => {
  const found = new Set<Instance>();
  const stack = [...from.parents];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    stack.push(...next.parents);
  }
  return found;
};

/**
 * May `winner` take the place of `replaced` without a word? Yes if it was typed over it, or over the same value (a value that came
 * back to what it was counts as unchanged), unless `replaced` was itself typed over `winner`: then the newer one is being undone.
 */
export const supersedes = (winner: Instance, replaced: Instance): boolean => {
  if (winner.ident === replaced.ident) return true;
  const before = ancestors(winner);
  if (before.has(replaced)) return true;
  if (ancestors(replaced).has(winner)) return false;
  for (const each of before) if (each.ident === replaced.ident) return true;
  return false;
};
