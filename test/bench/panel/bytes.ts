import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Report } from '../line.ts';

const ENTRYPOINTS = {
  loader: ['content-scripts/crm.js'],
  panel: ['glance.js', 'panel.js'],
  worker: ['background.js'],
} as const;

const sizeOf = async (path: string) => {
  const bytes = await readFile(path);
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
};

/** What the browser loads per entrypoint. The extension pages share their chunks, so they are told together. */
export const reportBytes = async (build: string, print: Report): Promise<void> => {
  for (const [name, paths] of Object.entries(ENTRYPOINTS)) {
    const sizes = await Promise.all(paths.map((path) => sizeOf(join(build, path))));
    const raw = sizes.reduce((sum, size) => sum + size.raw, 0);
    const gzip = sizes.reduce((sum, size) => sum + size.gzip, 0);
    print({ bench: 'panel', case: `bytes: ${name}`, raw_bytes: raw, gzip_bytes: gzip });
  }
  const total = { raw: 0, gzip: 0 };
  for (const folder of ['chunks', 'assets']) {
    for (const file of await readdir(join(build, folder))) {
      const { raw, gzip } = await sizeOf(join(build, folder, file));
      total.raw += raw;
      total.gzip += gzip;
    }
  }
  print({
    bench: 'panel',
    case: 'bytes: extension pages, all scripts and styles',
    raw_bytes: total.raw,
    gzip_bytes: total.gzip,
  });
};
