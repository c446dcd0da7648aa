import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { ESLint } from 'eslint';
import { afterEach, beforeEach, expect, test } from 'vitest';

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

// Without types, which these rules do not need and which take half a minute to load.
const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  ruleFilter: ({ ruleId }) => ruleId.startsWith('no-restricted-'),
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

test.each([
  ['components/ui/failure.ts', 'fetch("/")'],
  ['components/ui/failure.ts', 'new XMLHttpRequest()'],
  ['components/ui/failure.ts', 'new WebSocket("wss://erp.example.com")'],
  ['lib/erp/api/me.ts', 'process.cwd()'],
  ['lib/erp/api/me.ts', 'window.name'],
])('%s must not say %s', async (filePath, code) => {
  const [result] = await eslint.lintText(`export const mine = ${code};\n`, { filePath });
  expect(result?.messages.map(({ ruleId }) => ruleId)).toContain('no-restricted-globals');
});
