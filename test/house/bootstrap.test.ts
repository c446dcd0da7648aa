import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const BOOTSTRAP = join(import.meta.dirname, '../../.ci/bootstrap.mjs');

/** A clone of nothing but the bootstrap, so that what it installs it installs there. */
let clone: string;
beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'ledgerside-clone-'));
  await mkdir(join(clone, '.ci'));
  await cp(BOOTSTRAP, join(clone, '.ci/bootstrap.mjs'));
  await writeFile(join(clone, 'package.json'), JSON.stringify({ name: 'clone', version: '1.0.0', ...WANTS }));
  await writeFile(join(clone, 'package-lock.json'), LOCK);
});
afterEach(() => rm(clone, { recursive: true, force: true }));

const WANTS = { dependencies: { 'some-package': '1.0.0' } };
const LOCK = JSON.stringify({
  name: 'clone',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'clone', version: '1.0.0', ...WANTS },
    'node_modules/some-package': {
      version: '1.0.0',
      resolved: 'https://registry.npmjs.org/some-package/-/some-package-1.0.0.tgz',
    },
  },
});

const pretendInstalled = async (): Promise<void> => {
  await mkdir(join(clone, 'node_modules'));
  await writeFile(
    join(clone, 'node_modules/.ledgerside-lock'),
    createHash('sha256').update(LOCK).digest('hex'),
  );
};

const run = (command: string, { node = [] as readonly string[], ...env }: Record<string, unknown> = {}) => {
  const { npm_execpath: _, LEDGERSIDE_BROWSER: __, ...inherited } = process.env;
  const { status, stderr } = spawnSync(
    process.execPath,
    [...(node as readonly string[]), join(clone, '.ci/bootstrap.mjs'), command],
    { encoding: 'utf8', env: { ...inherited, ...(env as Record<string, string>) } },
  );
  return { status, lines: stderr.trimEnd().split('\n') };
};

test('a command that there is not: which there are', () => {
  const { status, lines } = run('strat');
  expect(status).toBe(1);
  expect(lines).toEqual([
    expect.stringMatching(/^ledgerside: unknown command "strat"; one of start, test, .+\.$/),
  ]);
});

test('a Node that is too old: which one is needed', () => {
  const old = `Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.4'}})`;
  const { status, lines } = run('start', { node: ['--import', `data:text/javascript,${old}`] });
  expect(status).toBe(1);
  expect(lines).toEqual(['ledgerside: Node 18.20.4 is too old; install Node 20 or newer.']);
});

test('a browser that is not where it was said to be', async () => {
  await pretendInstalled();
  const { status, lines } = run('start', { LEDGERSIDE_BROWSER: '/none' });
  expect(status).toBe(1);
  expect(lines).toEqual(['ledgerside: LEDGERSIDE_BROWSER names /none, which is not there.']);
});

test('no npm', () => {
  const { status, lines } = run('erp', { PATH: clone });
  expect(status).toBe(1);
  expect(lines).toEqual([
    'Installing the locked dependencies …',
    'ledgerside: npm could not be started; it comes with Node, and has to be on the PATH.',
  ]);
});

test('no registry: npm says why, and the last line what to look at', () => {
  const { status, lines } = run('erp', {
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_fetch_retries: '0',
    npm_config_cache: join(clone, 'cache'),
  });
  expect(status).toBe(1);
  expect(lines.at(-1)).toBe(
    'ledgerside: the dependencies could not be installed; is the npm registry reachable (network, proxy)? The lines above are from npm.',
  );
});
