import type { Dirty } from '../ports.ts';
import type { Items } from '../step/readItems.ts';

/** What is dealt with together: the dirty things that are settled behind it, and what was read for them. */
export interface Part {
  readonly dirty: readonly Dirty[];
  readonly read: Items;
}

interface OpenPart extends Part {
  readonly dirty: Dirty[];
}

/**
 * What was read together, in parts of at most `size` records. A dirty thing goes with the last part that deals with a record of it,
 * and where that is not known with the last of all, so that no part puts away what a later one has yet to do.
 */
export const divided = (dirty: readonly Dirty[], read: Items, size: number): readonly Part[] => {
  const { items, live, unmet } = read;
  const count = Math.max(1, Math.ceil((items.length + live.length + unmet.length) / size));
  const parts = Array.from({ length: count }, (_, index): OpenPart => {
    const from = index * size;
    const cut = <T>(all: readonly T[], before: number) =>
      all.slice(Math.max(0, from - before), Math.max(0, from + size - before));
    return {
      dirty: [],
      read: {
        items: cut(items, 0),
        live: cut(live, items.length),
        unmet: cut(unmet, items.length + live.length),
      },
    };
  });
  const homes = new Map<string, OpenPart>();
  for (const part of parts) for (const key of keysOf(part.read)) homes.set(key, part);
  for (const each of dirty) (homes.get(keyOf(each)) ?? parts.at(-1))?.dirty.push(each);
  return parts;
};

const keyOf = ({ kind, id }: Dirty): string => `${kind} ${id}`;

const keysOf = ({ items, live, unmet }: Items): readonly string[] => [
  ...[...items.map(({ view }) => view), ...live].flatMap(({ link: { id, crm, erp, aliases } }) => [
    `link ${id}`,
    `erp ${erp}`,
    ...[crm, ...aliases].map((each) => `crm ${each}`),
  ]),
  ...unmet.map((each) => keyOf(each.dirty)),
];
