import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ANSWERED, REQUIRED, STATES, type State } from '../e2e/states.ts';
import { testsIn, type Written } from './titles.ts';

const ROOT = join(import.meta.dirname, '../..');
const sourceOf = (file: string): string => readFileSync(join(ROOT, 'test/e2e', file), 'utf8');

const testsOf = new Map<string, readonly Written[]>();
const testNamed = (reference: string): readonly Written[] => {
  const [file = '', title = ''] = reference.split(' › ');
  const tests = testsOf.get(file) ?? testsIn(sourceOf(file));
  testsOf.set(file, tests);
  return title === '' ? [] : tests.filter((test) => test.title.includes(title));
};

/** Words that a source looks for, in a regular expression too. */
const plain = (source: string): string => source.replaceAll('\\', '');

const cell = (of: State['shows']): readonly string[] => ('instead' in of ? [of.instead] : of);

it.each(Object.entries(REQUIRED))('every %s of the requirement has its row, once', (from, names) => {
  const rows = STATES.filter((state) => state.from === from).map(({ name }) => name);
  expect(rows.filter((name) => names.includes(name)).toSorted()).toEqual([...names].toSorted());
  expect(new Set(rows).size).toBe(rows.length);
});

it.each(STATES)('$from "$name" says what is shown and how it goes on', ({ shows, wayOn, tests }) => {
  for (const words of [cell(shows), cell(wayOn), tests]) {
    expect(words.length).toBeGreaterThan(0);
    expect(words.map((word) => word.trim())).not.toContain('');
  }
});

it.each(STATES)(
  '$from "$name" is shown by tests that run, and that look for it',
  ({ shows, wayOn, tests }) => {
    const found = tests.map(testNamed);
    expect(found.map(({ length }) => length)).toEqual(tests.map(() => 1));
    const sources = found.flat().map(({ source }) => source);
    if (tests.includes(ANSWERED)) sources.push(sourceOf('badAnswers.ts'));
    const looked = plain(sources.join('\n'));
    const words = [shows, wayOn].flatMap((each) => ('instead' in each ? [] : each));
    expect(words.filter((word) => !looked.includes(word))).toEqual([]);
  },
);

it('every story is told by a test file', () => {
  const told = readdirSync(join(ROOT, 'test/e2e'))
    .filter((file) => file.endsWith('.test.ts'))
    .map(sourceOf)
    .join('\n');
  for (const file of readdirSync(join(ROOT, 'test/e2e/stories')))
    expect(told).toMatch(new RegExp(`^${file.replace('.ts', '')}\\(\\);$`, 'm'));
});

describe('a test that does not run', () => {
  const titles = (source: string): readonly string[] => testsIn(source).map(({ title }) => title);

  it('counts where it does', () => {
    expect(
      titles("it('one', () => 1); describe('all', () => { it.each([1])('two %s', () => 1); });"),
    ).toEqual(['one', 'two %s']);
  });

  it.each([
    "// it('one', () => 1);",
    "it.skip('one', () => 1);",
    "it.todo('one');",
    "it('one');",
    "it.skipIf(true)('one', () => 1);",
    "describe.skip('all', () => { it('one', () => 1); });",
    'const words = "it(\'one\', () => 1)";',
  ])('is none: %s', (source) => {
    expect(titles(source)).toEqual([]);
  });
});

it('the table is printed', () => {
  const rows = STATES.map(({ from, name, shows, wayOn, figures, tests }) => [
    from,
    name,
    cell(shows).join(' · '),
    cell(wayOn).join(', '),
    figures,
    tests.join(', '),
  ]);
  const table = [
    ['', 'state', 'shows', 'way on', 'figures', 'test'],
    ['---', '---', '---', '---', '---', '---'],
    ...rows,
  ].map((cells) => `| ${cells.join(' | ')} |`);
  mkdirSync(join(ROOT, '.output'), { recursive: true });
  writeFileSync(join(ROOT, '.output/states.md'), `${table.join('\n')}\n`);
  process.stdout.write(`${table.join('\n')}\n`);
  expect(table).toHaveLength(STATES.length + 2);
});
