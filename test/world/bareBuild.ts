import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { PRODUCTION_BUILD } from './browser.ts';

const manifest = z.object({ key: z.string() });

/** An extension that has nothing of ours but the id: what a page costs beside it, the page costs by itself. */
export const bareBuild = async (): Promise<string> => {
  const build = await mkdtemp(join(tmpdir(), 'ledgerside-bare-'));
  const { key } = manifest.parse(JSON.parse(await readFile(join(PRODUCTION_BUILD, 'manifest.json'), 'utf8')));
  const nothing = { manifest_version: 3, name: 'Nothing', version: '1', key };
  await writeFile(join(build, 'manifest.json'), JSON.stringify(nothing));
  return build;
};
