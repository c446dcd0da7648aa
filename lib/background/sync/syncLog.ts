import * as z from 'zod';
import type { SyncLogLine } from '../../messaging/syncMessages.ts';
import type { LogRing } from '../../store/sync/logRing.ts';

const line = z
  .object({ at: z.number(), event: z.string(), sync_id: z.string().nullable() })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]));

type Details = Readonly<Record<string, string | number | boolean | null>>;

/** Structured lines of what syncs do: the events of spec §9 and what else explains one. No value of a record is ever in them. */
export interface SyncLog {
  add(event: string, syncId: string | null, details?: Details): void;
  /** Everything added so far is stored, or lost for want of room. */
  flushed(): Promise<void>;
  /** Oldest first. */
  read(): Promise<readonly SyncLogLine[]>;
}

export const syncLog = (ring: LogRing, now: () => number): SyncLog => {
  let waiting: SyncLogLine[] = [];
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    const lines = waiting;
    waiting = [];
    // Without room there is no log. The sync itself meets the same storage, and says so to the person.
    if (lines.length > 0) await ring.add(lines).catch(() => undefined);
  };
  return {
    add: (event, syncId, details = {}) => {
      waiting.push({ at: now(), event, sync_id: syncId, ...details });
      if (waiting.length === 1) writing = writing.then(flush);
    },
    flushed: () => writing,
    read: async () => {
      await writing;
      return (await ring.read()).flatMap((stored) => line.safeParse(stored).data ?? []);
    },
  };
};
