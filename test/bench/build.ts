import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** The production build of what stands here; one that `LEDGERSIDE_EXTENSION` names is taken as it is. */
export const buildExtension = (): void => {
  if (process.env.LEDGERSIDE_EXTENSION !== undefined) return;
  // stdout belongs to the lines.
  const built = spawnSync('wxt', ['build'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (built.status !== 0) throw new Error('The extension could not be built; the lines above say why.');
};
