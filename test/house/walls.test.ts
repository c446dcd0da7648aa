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

/** Names of the rules that an import breaks, in a tree that has nothing else. */
const brokenBy = async (from: string, to: string): Promise<readonly string[]> => {
  const { default: config } = (await import(
    new URL('../../.dependency-cruiser.mjs', import.meta.url).href
  )) as { default: IFlattenedRuleSet };
  const up = '../'.repeat(from.split('/').length - 1);
  await put(
    from,
    `import { it } from '${to.startsWith('node:') ? to : up + to}';\nexport const mine = it;\n`,
  );
  if (!to.startsWith('node:')) await put(to, 'export const it = 1;\n');
  const ruleSet = { forbidden: config.forbidden ?? [] };
  const { output } = await cruise(['lib'], { baseDir: folder, validate: true, ruleSet });
  return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
};

test.each([
  ['lib/crm/a.js', 'lib/background/b.js', 'parts-never-import-the-worker'],
  ['lib/store/a.js', 'lib/background/b.js', 'parts-never-import-the-worker'],
  ['lib/erp/client/a.js', 'lib/background/b.js', 'parts-never-import-the-worker'],
  ['lib/vault/a.js', 'lib/background/b.js', 'parts-never-import-the-worker'],
  ['lib/http/a.js', 'lib/background/b.js', 'parts-never-import-the-worker'],
  ['lib/messaging/a.js', 'lib/background/b.js', 'parts-never-import-the-worker'],
  ['lib/finance/a.js', 'lib/background/b.js', 'pure-imports-only-pure'],
  ['lib/mapping/a.js', 'lib/sync/b.js', 'mapping-and-figures-know-no-sync'],
  ['lib/matching/a.js', 'lib/sync/b.js', 'mapping-and-figures-know-no-sync'],
  ['lib/background/a.js', 'entrypoints/b.js', 'lower-never-imports-higher'],
  ['lib/erp/api/a.js', 'node:fs', 'contract-has-no-node'],
  ['lib/erp/api/a.js', 'lib/store/b.js', 'contract-imports-only-itself'],
])('%s must not import %s', async (from, to, rule) => {
  expect(await brokenBy(from, to)).toContain(rule);
});

test('the worker may import the parts', async () => {
  expect(await brokenBy('lib/background/a.js', 'lib/crm/b.js')).toEqual([]);
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
