import type { TypingGate } from '../../lib/messaging/typingGate.ts';
import { type GlanceParts, type ShownGlance, showGlance } from './glance/showGlance.tsx';
import { createPanelHost, type PanelHost } from './panelHost.ts';
import { raiseTypingWall } from './typingWall.ts';

/**
 * The panel's place in the page, with its styles and the wall around what is typed there. It is laid by a small script that comes
 * at once and shows what is known; the panel's own script, which comes when the page has loaded, finds it and moves in.
 */
export interface Ground {
  readonly host: PanelHost;
  readonly glance: ShownGlance;
  /** Set by whoever lives there. */
  onReplaced: () => void;
  remove(): void;
}

interface GroundParts extends Omit<GlanceParts, 'host'> {
  readonly css: string;
  readonly gate: TypingGate;
  /** False once the extension was updated or removed under this page. */
  readonly isAlive: () => boolean;
}

export const layGround = ({ css, gate, isAlive, ...parts }: GroundParts): Ground => {
  const host = createPanelHost(document, css, () => {
    // The page can say so too; only an extension that is gone has a successor.
    if (!isAlive()) ground.onReplaced();
  });
  const wall = raiseTypingWall(host.element, host.shadow, gate);
  const glance = showGlance({ ...parts, host });
  const remove = () => {
    glance.remove();
    wall();
    host.remove();
  };
  const ground: Ground = { host, glance, onReplaced: remove, remove };
  return ground;
};

const PLACE = Symbol.for('ledgerside.ground');

interface Laid {
  /** The extension's. */
  readonly version: string;
  readonly ground: Ground;
  isTaken: boolean;
}
type World = typeof globalThis & { [PLACE]?: Laid };

/** One ground per page: this version's stays, an older version's is given up. */
export const publishGround = (version: string, lay: () => Ground, world: World = globalThis): void => {
  const old = world[PLACE];
  if (old?.version === version) return;
  old?.ground.onReplaced();
  world[PLACE] = { version, ground: lay(), isTaken: false };
};

/** For the first who comes; null for all others, and where no ground of this version was laid. */
export const takeGround = (version: string, world: World = globalThis): Ground | null => {
  const laid = world[PLACE];
  if (laid === undefined || laid.isTaken || laid.version !== version) return null;
  laid.isTaken = true;
  return laid.ground;
};
