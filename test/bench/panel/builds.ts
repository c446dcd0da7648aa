import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { PRODUCTION_BUILD } from '../../world/browser.ts';

/** The figure that the static panel paints: of the same length as a real one, known before anybody asks. */
const STATIC_PANEL = `(() => {
  const element = document.createElement('div');
  element.setAttribute('data-ledgerside', '');
  const root = element.attachShadow({ mode: 'closed' });
  root.innerHTML = '<button style="position:fixed;inset-inline-end:0;top:160px">AR balance <strong>€12,345.67</strong></button>';
  document.documentElement.append(element);
})();
`;

export interface Builds {
  readonly product: string;
  /** The product with a panel that paints a constant: what loader, worker and browser take by themselves. */
  readonly constant: string;
  /** The same constant in place of the glance, the first script that comes: nothing that the worker brings can be painted earlier. */
  readonly constantAtOnce: string;
  /** The product without its loader: pages are as they are without the extension. */
  readonly absent: string;
}

/** Copies of the production build; a build that somebody else starts meanwhile does not reach them. */
export const makeBuilds = async (folder: string): Promise<Builds> => {
  const copy = async (name: string): Promise<string> => {
    const path = join(folder, name);
    await cp(PRODUCTION_BUILD, path, { recursive: true });
    return path;
  };
  const builds = {
    product: await copy('product'),
    constant: await copy('constant'),
    constantAtOnce: await copy('constant-at-once'),
    absent: await copy('absent'),
  };
  await writeFile(join(builds.constant, 'glance.js'), '');
  await writeFile(join(builds.constant, 'panel.js'), STATIC_PANEL);
  await writeFile(join(builds.constantAtOnce, 'glance.js'), STATIC_PANEL);
  await writeFile(join(builds.constantAtOnce, 'panel.js'), '');
  const manifestPath = join(builds.absent, 'manifest.json');
  const { content_scripts: _, ...manifest } = z
    .looseObject({ content_scripts: z.array(z.unknown()) })
    .parse(JSON.parse(await readFile(manifestPath, 'utf8')));
  await writeFile(manifestPath, JSON.stringify(manifest));
  return builds;
};
