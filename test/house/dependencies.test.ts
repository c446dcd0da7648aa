import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const ROOT = join(import.meta.dirname, '../..');
const versions = z.record(z.string(), z.string());
const manifest = z
  .object({
    dependencies: versions,
    devDependencies: versions,
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
const lockText = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
        dev: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(lockText));
const installed = Object.entries(lock.packages).filter(([path]) => path !== '');

const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Unlicense',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'Python-2.0',
]);

describe('dependencies', () => {
  it('are pinned to one exact version each', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('name no download address in the lockfile', () => {
    expect(lockText).not.toMatch(/"resolved"|\.tgz/);
  });

  it('that ship with the product carry a permissive licence', () => {
    const others = installed
      .filter(([, { dev }]) => dev !== true)
      .map(
        ([path, { license }]) =>
          [path, typeof license === 'object' ? license.type : (license ?? 'none')] as const,
      )
      .filter(
        ([, license]) =>
          !license
            .replace(/[()]/g, '')
            .split(/ OR /)
            .some((one) => PERMISSIVE.has(one)),
      );
    expect(others).toEqual([]);
  });

  it('run no install script that nobody decided on', () => {
    const undecided = installed
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => path.split('node_modules/').at(-1) ?? path)
      .filter((name) => !(name in manifest.allowScripts));
    expect(undecided).toEqual([]);
  });
});
