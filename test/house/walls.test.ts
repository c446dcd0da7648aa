import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';

const ROOT = join(import.meta.dirname, '../..');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'walls-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = async (file: string, text: string) => {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
};

const { default: config } = (await import(
  new URL('../../.dependency-cruiser.mjs', import.meta.url).href
)) as {
  default: IFlattenedRuleSet;
};
const forbidden = config.forbidden ?? [];
const CRUISED = ['lib', 'components', 'entrypoints'];

const isOurs = (to: string): boolean => CRUISED.some((place) => to.startsWith(`${place}/`));

/** Names of the rules that a chain of imports breaks, each file importing the next, in a tree that has nothing else. */
const brokenBy = async (...chain: readonly string[]): Promise<readonly string[]> => {
  for (const place of CRUISED) await mkdir(join(folder, place), { recursive: true });
  for (const [index, from] of chain.entries()) {
    const to = chain[index + 1];
    // A circle ends where it began.
    if (!isOurs(from) || chain.indexOf(from) < index) continue;
    const up = '../'.repeat(from.split('/').length - 1);
    await put(
      from,
      to === undefined
        ? 'export const it = 1;\n'
        : `import { it as other } from '${isOurs(to) ? up + to : to}';\nexport const it = other;\n`,
    );
  }
  const { output } = await cruise(CRUISED, { baseDir: folder, validate: true, ruleSet: { forbidden } });
  return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
};

const CHAINS: readonly (readonly [rule: string, ...chain: string[]])[] = [
  ['parts-never-import-the-worker', 'lib/crm/a.js', 'lib/background/b.js'],
  ['parts-never-import-the-worker', 'lib/store/a.js', 'lib/background/b.js'],
  ['parts-never-import-the-worker', 'lib/erp/client/a.js', 'lib/background/b.js'],
  ['parts-never-import-the-worker', 'lib/vault/a.js', 'lib/background/b.js'],
  ['parts-never-import-the-worker', 'lib/http/a.js', 'lib/background/b.js'],
  ['parts-never-import-the-worker', 'lib/messaging/a.js', 'lib/background/b.js'],
  ['pure-imports-only-pure', 'lib/finance/a.js', 'lib/background/b.js'],
  ['pure-has-no-platform', 'lib/sync/a.js', 'node:fs'],
  ['mapping-and-figures-know-no-sync', 'lib/mapping/a.js', 'lib/sync/b.js'],
  ['mapping-and-figures-know-no-sync', 'lib/matching/a.js', 'lib/sync/b.js'],
  ['lower-never-imports-higher', 'lib/background/a.js', 'entrypoints/b.js'],
  ['lower-never-imports-higher', 'lib/background/a.js', 'components/b.js'],
  ['contract-has-no-node', 'lib/erp/api/a.js', 'node:fs'],
  ['contract-has-no-platform', 'lib/erp/api/a.js', 'wxt/browser'],
  ['contract-imports-only-itself', 'lib/erp/api/a.js', 'lib/store/b.js'],
  ['components-never-fetch', 'components/a.js', 'lib/http/b.js'],
  ['components-never-fetch', 'components/panel/a.js', 'lib/background/b.js'],
  ['server-stays-on-the-server', 'entrypoints/a.js', 'lib/erp/server/b.js'],
  // By way of something that it may import.
  ['server-stays-on-the-server', 'entrypoints/a.js', 'lib/format/b.js', 'lib/erp/sources/c.js'],
  ['no-circles', 'lib/store/a.js', 'lib/store/b.js', 'lib/store/a.js'],
  ['no-unresolvable', 'lib/store/a.js', 'no-such-package'],
];

test.each(CHAINS)('%s: %s must not import %s', async (rule, ...chain) => {
  expect(await brokenBy(...chain)).toContain(rule);
});

test('every wall has a chain of imports that breaks it', () => {
  expect(new Set(CHAINS.map(([rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
});

test.each([
  ['the worker may import the parts', 'lib/background/a.js', 'lib/crm/b.js'],
  ['an entrypoint may import the client of the ERP API', 'entrypoints/a.js', 'lib/erp/client/b.js'],
  ['a component may import what only computes', 'components/a.js', 'lib/finance/b.js'],
])('%s', async (_, ...chain) => {
  expect(await brokenBy(...chain)).toEqual([]);
});

/** Codes of what the linter says of these lines in a file of that name, by the rules of this project. */
const lintedAs = async (file: string, lines: string, ...options: readonly string[]) => {
  await copyFile(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  const extended = { extends: join(ROOT, 'tsconfig.json'), compilerOptions: { types: [] }, include: ['.'] };
  await put('tsconfig.json', JSON.stringify(extended));
  await put(file, lines);
  const { stdout } = spawnSync('oxlint', ['--format', 'json', ...options], { cwd: folder, encoding: 'utf8' });
  return linted.parse(JSON.parse(stdout)).diagnostics.map(({ code }) => code);
};
const linted = z.object({ diagnostics: z.array(z.object({ code: z.string() })) });

test.each([
  ['components/ui/failure.ts', 'fetch("/")'],
  ['components/ui/failure.ts', 'new XMLHttpRequest()'],
  ['components/ui/failure.ts', 'new WebSocket("wss://erp.example.com")'],
  ['lib/erp/api/me.ts', 'process.cwd()'],
  ['lib/erp/api/me.ts', 'window.name'],
  ['lib/finance/a.ts', 'Date.now()'],
])('%s must not say %s', async (filePath, code) => {
  expect(await lintedAs(filePath, `export const mine = ${code};\n`)).toEqual([
    'eslint(no-restricted-globals)',
  ]);
});

test('the pure core draws no random numbers', async () => {
  expect(await lintedAs('lib/sync/a.ts', 'export const mine = Math.random();\n')).toEqual([
    'eslint(no-restricted-properties)',
  ]);
});

test('what only types can tell is told', async () => {
  const lines = `
    const one = async () => 1;
    export const floating = () => { one(); };
    export const misused = () => [1].forEach(async () => { await one(); });
    export const awaited = async () => { await 5; };
    export const anything = (it: any) => String(it);
    export const returned = (): string => JSON.parse('1');
    export const assigned = () => { const it: string = JSON.parse('1'); return it.length; };
    export const missing = (it: 'a' | 'b') => { switch (it) { case 'a': return 1; } return 2; };
    export const thrown = () => { throw 'it'; };
    export const wrong: string = 5;
  `;
  expect(new Set(await lintedAs('lib/a.ts', lines, '--type-aware', '--type-check'))).toEqual(
    new Set([
      'typescript(no-floating-promises)',
      'typescript(no-misused-promises)',
      'typescript(await-thenable)',
      'typescript(no-explicit-any)',
      'typescript(no-unsafe-return)',
      'typescript(no-unsafe-assignment)',
      'typescript(switch-exhaustiveness-check)',
      'typescript(only-throw-error)',
      'typescript(TS2322)',
    ]),
  );
});
