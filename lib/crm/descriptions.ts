import * as z from 'zod';

/** What a CRM has told one user of its objects, by name; must outlive the worker. `read` answers what was written last, or nothing. */
export interface DescriptionStore {
  read(name: string): Promise<unknown>;
  write(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
}

interface Description<T> {
  readonly told: T;
  /** Milliseconds by the wall clock, which alone goes on from one worker to the next. */
  readonly ageMs: number;
  /** Told within the last hour. One from the future was told before the clock was set back: nobody knows how old it is. */
  readonly isRecent: boolean;
}

export interface Descriptions<T> {
  /** null = nothing was told yet, or nothing that can be read. */
  read(object: string): Promise<Description<T> | null>;
  keep(object: string, told: T): Promise<void>;
  forget(object: string): Promise<void>;
}

/** How long a description serves: what was hidden or deleted since is met, and left out, where it is read or written. */
export const DESCRIBED_FOR_MS = 60 * 60_000;

/** Descriptions of one kind. They are read anew each time, so that what is forgotten elsewhere is forgotten here. Never rejects. */
export const descriptionsOf = <T>(
  kind: string,
  told: z.ZodType<T>,
  { store, now }: { readonly store: DescriptionStore; readonly now: () => number },
): Descriptions<T> => {
  const kept = z.strictObject({ at: z.number(), told });
  const name = (object: string): string => `${kind} ${object}`;
  return {
    async read(object) {
      const found = kept.safeParse(await orNull(() => store.read(name(object))));
      if (!found.success) return null;
      const ageMs = now() - found.data.at;
      return { told: found.data.told, ageMs, isRecent: ageMs >= 0 && ageMs < DESCRIBED_FOR_MS };
    },
    async keep(object, value) {
      await orNull(() => store.write(name(object), { at: now(), told: value }));
    },
    async forget(object) {
      await orNull(() => store.remove(name(object)));
    },
  };
};

/** What cannot be read or kept is asked for once more. The core meets the same storage, and tells of it. */
const orNull = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    return await work();
  } catch {
    return null;
  }
};
