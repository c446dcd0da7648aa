import type { DescriptionStore } from './descriptions.ts';

/** Outlives the workers that it is handed to. Values are copied, as a database does. */
export const keptInMemory = (): DescriptionStore => {
  const values = new Map<string, unknown>();
  return {
    read: async (name) => structuredClone(values.get(name)),
    write: async (name, value) => void values.set(name, structuredClone(value)),
    remove: async (name) => void values.delete(name),
  };
};
