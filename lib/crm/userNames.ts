import * as z from 'zod';
import { type DescriptionStore, descriptionsOf } from './descriptions.ts';

type Names = ReadonlyMap<string, string>;

/** Users asked about at once: pages show a few questions, and a person or two behind each. */
const MOST_ASKED = 20;

/** Names of users as a CRM tells them, each remembered for as long as its descriptions of objects are; also that it tells none. */
export const namesOfUsers = (
  kept: { readonly store: DescriptionStore; readonly now: () => number },
  ask: (ids: readonly string[], signal: AbortSignal) => Promise<Names>,
): ((ids: readonly string[], signal: AbortSignal) => Promise<Names>) => {
  const known = descriptionsOf('user', z.string().nullable(), kept);
  return async (ids, signal) => {
    const names = new Map<string, string>();
    const left: string[] = [];
    for (const id of new Set(ids)) {
      const before = await known.read(id);
      if (before?.isRecent !== true) left.push(id);
      else if (before.told !== null) names.set(id, before.told);
    }
    const asked = left.slice(0, MOST_ASKED);
    if (asked.length === 0) return names;
    const told = await ask(asked, signal);
    for (const id of asked) {
      const name = told.get(id) ?? null;
      await known.keep(id, name);
      if (name !== null) names.set(id, name);
    }
    return names;
  };
};
