import { getHeapStatistics } from 'node:v8';

export interface Watched {
  /** The longest that nobody else had a turn, by the clock on the wall; up to a tick too much. */
  readonly longestMs: number;
  /** The same by the thread's own processor time: what other processes take away from it is not in it. */
  readonly longestProcessorMs: number;
  /** Processor time of the thread. */
  readonly processorSeconds: number;
  readonly peakMiB: number;
}

const TICK_MS = 5;
const MIB = 1024 * 1024;
const processorMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** Looks at this thread, every few milliseconds, as long as the work goes on. */
export const watchThread = async (work: () => Promise<void>): Promise<Watched> => {
  const began = processorMs();
  const seen = { longestMs: 0, longestProcessorMs: 0, peak: 0 };
  let before = { at: performance.now(), processor: began };
  const look = () => {
    const now = { at: performance.now(), processor: processorMs() };
    seen.longestMs = Math.max(seen.longestMs, now.at - before.at);
    seen.longestProcessorMs = Math.max(seen.longestProcessorMs, now.processor - before.processor);
    seen.peak = Math.max(seen.peak, getHeapStatistics().used_heap_size);
    before = now;
  };
  const timer = setInterval(look, TICK_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  look();
  return {
    longestMs: seen.longestMs,
    longestProcessorMs: seen.longestProcessorMs,
    processorSeconds: (processorMs() - began) / 1000,
    peakMiB: seen.peak / MIB,
  };
};
