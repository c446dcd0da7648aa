import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import * as z from 'zod';

export interface Watched {
  /** The longest that nobody else had a turn, by the clock on the wall; up to a tick too much. */
  readonly longestWallMs: number;
  /**
   * The same by the thread's own processor time: what other processes take away from it, the ERP API and PostgreSQL among them, which
   * have machines of their own elsewhere, is not in it.
   */
  readonly longestMs: number;
  /** Processor time of the thread. */
  readonly processorSeconds: number;
  readonly peakMiB: number;
  /** The most that was still in use when everything else had just been collected; null = that never happened. */
  readonly livePeakMiB: number | null;
}

const collection = z.object({ detail: z.object({ kind: z.number() }) });
const TICK_MS = 5;
const MIB = 1024 * 1024;
const processorMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** Looks at this thread, every few milliseconds, as long as the work goes on. */
export const watchThread = async (work: () => Promise<void>): Promise<Watched> => {
  const began = processorMs();
  const seen = { longestMs: 0, longestWallMs: 0, peak: 0, livePeak: 0 };
  let before = { at: performance.now(), processor: began };
  const look = () => {
    const now = { at: performance.now(), processor: processorMs() };
    seen.longestWallMs = Math.max(seen.longestWallMs, now.at - before.at);
    seen.longestMs = Math.max(seen.longestMs, now.processor - before.processor);
    seen.peak = Math.max(seen.peak, getHeapStatistics().used_heap_size);
    before = now;
  };
  const collections = new PerformanceObserver((list) => {
    const kinds = list.getEntries().map((entry) => collection.safeParse(entry).data?.detail.kind);
    if (kinds.includes(constants.NODE_PERFORMANCE_GC_MAJOR))
      seen.livePeak = Math.max(seen.livePeak, getHeapStatistics().used_heap_size);
  });
  collections.observe({ entryTypes: ['gc'] });
  const timer = setInterval(look, TICK_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
    collections.disconnect();
  }
  look();
  return {
    longestWallMs: seen.longestWallMs,
    longestMs: seen.longestMs,
    processorSeconds: (processorMs() - began) / 1000,
    peakMiB: seen.peak / MIB,
    livePeakMiB: seen.livePeak === 0 ? null : seen.livePeak / MIB,
  };
};
