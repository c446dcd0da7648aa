import { browser } from 'wxt/browser';

/** - `due`: the next sync by itself. - `retry`: after one that failed. - `resume`: a sync whose worker may have died. */
export const SYNC_ALARMS = { due: 'sync.due', retry: 'sync.retry', resume: 'sync.resume' } as const;

/** A worker that died is replaced within this time. Packed extensions are woken every half minute at most. */
const RESUME_MINUTES = 1;

/** Alarms outlive the worker, and mostly the browser; those that do not are set again when it starts. */
export interface SyncAlarms {
  /** null = no sync by itself. One that is set already keeps its time. */
  every(seconds: number | null): Promise<void>;
  retryAt(at: number | null): Promise<void>;
  resume(isWanted: boolean): Promise<void>;
  /** Epoch ms of the next sync by itself; null = none. */
  nextAt(): Promise<number | null>;
}

export const syncAlarms: SyncAlarms = {
  every: async (seconds) => {
    const known = await browser.alarms.get(SYNC_ALARMS.due);
    const minutes = seconds === null ? undefined : seconds / 60;
    if (known?.periodInMinutes === minutes) return;
    await browser.alarms.clear(SYNC_ALARMS.due);
    if (minutes !== undefined) await browser.alarms.create(SYNC_ALARMS.due, { periodInMinutes: minutes });
  },
  retryAt: async (at) => {
    await browser.alarms.clear(SYNC_ALARMS.retry);
    if (at !== null) await browser.alarms.create(SYNC_ALARMS.retry, { when: at });
  },
  resume: async (isWanted) => {
    await (isWanted
      ? browser.alarms.create(SYNC_ALARMS.resume, { periodInMinutes: RESUME_MINUTES })
      : browser.alarms.clear(SYNC_ALARMS.resume));
  },
  nextAt: async () => {
    const alarms = await Promise.all(
      [SYNC_ALARMS.due, SYNC_ALARMS.retry].map((name) => browser.alarms.get(name)),
    );
    const times = alarms.flatMap((alarm) => alarm?.scheduledTime ?? []);
    return times.length === 0 ? null : Math.min(...times);
  },
};
