import type { LiveField } from '../../lib/mapping/field.ts';

/** How many are shown at a time: a list that a person reads, not one that they scroll for ever. */
export const SHOWN = 50;

/**
 * Fields whose label or API name holds every word of the query; those that begin with it come first, then by label. `query` '' =
 * all of them.
 */
export const matchingFields = (fields: readonly LiveField[], query: string): readonly LiveField[] => {
  const asked = query.trim().toLowerCase();
  const words = asked.split(/\s+/);
  const found = fields
    .map((field) => ({ field, text: `${field.label} ${field.name}`.toLowerCase() }))
    .filter(({ text }) => words.every((word) => text.includes(word)));
  const rank = ({ text }: { text: string }): number => (text.startsWith(asked) ? 0 : 1);
  return found
    .toSorted((one, other) => rank(one) - rank(other) || one.field.label.localeCompare(other.field.label))
    .map(({ field }) => field);
};
