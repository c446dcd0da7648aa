import { benchPanel } from './panel/panel.ts';
import type { Benches } from './run.ts';
import { benchScroll } from './scroll/scroll.ts';
import { benchServer } from './server/server.ts';
import { benchStore } from './store/store.ts';
import { benchSync } from './sync/sync.ts';

export const BENCHES: Benches = {
  server: benchServer,
  panel: benchPanel,
  scroll: benchScroll,
  store: benchStore,
  sync: benchSync,
};
