import type { BenchOptions, Report } from './line.ts';
import { benchPanel } from './panel/panel.ts';
import { benchScroll } from './scroll/scroll.ts';
import { benchServer } from './server/server.ts';
import { benchStore } from './store/store.ts';
import { benchSync } from './sync/sync.ts';

export const BENCHES: Readonly<Record<string, (report: Report, options: BenchOptions) => Promise<void>>> = {
  server: benchServer,
  panel: benchPanel,
  scroll: benchScroll,
  store: benchStore,
  sync: benchSync,
};
