import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REQUIRED, STATES } from '../e2e/states.ts';

const ROOT = join(import.meta.dirname, '../..');
const sources = new Map<string, string>();
const sourceOf = (file: string): string => {
  const source = sources.get(file) ?? readFileSync(join(ROOT, 'test/e2e', file), 'utf8');
  sources.set(file, source);
  return source;
};

it.each(Object.entries(REQUIRED))('every %s of the requirement has its row, once', (from, names) => {
  const rows = STATES.filter((state) => state.from === from).map(({ name }) => name);
  expect(rows.filter((name) => names.includes(name)).toSorted()).toEqual([...names].toSorted());
  expect(new Set(rows).size).toBe(rows.length);
});

it.each(STATES)('$from "$name" is shown by a test that is there', ({ test }) => {
  const [file = '', title = ''] = test.split(' › ');
  expect(title.length).toBeGreaterThan(0);
  expect(sourceOf(file)).toContain(title);
});

it('the table is printed', () => {
  const rows = STATES.map(({ from, name, shows, wayOn, figures, test }) => [
    from,
    name,
    shows || 'nothing: that is the point',
    wayOn,
    figures,
    test,
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
