import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { ABOUT } from './about.ts';
import { floorText, judged } from './floors.ts';
import { type BenchLine, benchLine } from './line.ts';

const FOLDER = import.meta.dirname;
const RESULTS = join(FOLDER, 'results');
export const README = join(FOLDER, 'README.md');

/** Where and when something was measured. */
const circumstances = z.object({
  commit: z.string(),
  measured: z.string(),
  machine: z.string(),
  node: z.string(),
});
type Circumstances = z.infer<typeof circumstances>;

const now = (): Circumstances => ({
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: FOLDER, encoding: 'utf8' }).trim(),
  measured: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`,
  node: process.version,
});

/** Keeps the lines of one benchmark, in place of those from before, and writes the README from all that are kept. */
export const keep = (bench: string, lines: readonly BenchLine[]): void => {
  mkdirSync(RESULTS, { recursive: true });
  const text = [now(), ...lines].map((line) => JSON.stringify(line)).join('\n');
  writeFileSync(join(RESULTS, `${bench}.jsonl`), `${text}\n`);
  writeFileSync(README, readmeOf(kept()));
};

interface Kept {
  readonly bench: string;
  readonly at: Circumstances;
  readonly lines: readonly BenchLine[];
}

export const kept = (): readonly Kept[] =>
  readdirSync(RESULTS)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .map((name) => {
      const [first, ...lines] = readFileSync(join(RESULTS, name), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
      return {
        bench: name.replace('.jsonl', ''),
        at: circumstances.parse(first),
        lines: lines.map((line) => benchLine.parse(line)),
      };
    });

/** Which floors hold; then, per benchmark, what it is and a table with a column for every number that one of its lines has. */
export const readmeOf = (all: readonly Kept[]): string =>
  [
    '# Measured',
    '',
    'Written by `npm run bench -- NAME … --keep` (`all` for every one), from the JSON lines in `results/`; not by hand.',
    '',
    ...floorsOf(all.flatMap(({ lines }) => lines)),
    ...all.flatMap(({ bench, at, lines }) => [
      '',
      `## ${bench}`,
      '',
      ...(ABOUT[bench] ?? []).flatMap((paragraph) => [paragraph, '']),
      `Commit ${at.commit}, ${at.measured}, ${at.machine}, Node ${at.node}.`,
      '',
      ...tableOf(lines),
    ]),
    '',
  ].join('\n');

const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
const escaped = (cell: string): string => cell.replaceAll('|', '\\|');

const floorsOf = (lines: readonly BenchLine[]): readonly string[] => [
  '| | floor | measured | holds |',
  '| --- | --- | ---: | --- |',
  ...lines.flatMap((line) =>
    judged(line).map(({ floor, measured, holds }) =>
      row([`${line.bench}: ${line.case}`, floorText(floor), String(measured), holds ? 'yes' : '**no**']),
    ),
  ),
];

/** What a line is held against stands above all tables. */
const ELSEWHERE = ['bench', 'floor', 'holds'];

const tableOf = (lines: readonly BenchLine[]): readonly string[] => {
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))].filter(
    (key) => !ELSEWHERE.includes(key),
  );
  return [
    row(columns.map((column) => column.replaceAll('_', ' '))),
    row(columns.map((column) => (column === 'case' ? '---' : '---:'))),
    ...lines.map((line) => row(columns.map((column) => cellOf(line[column])))),
  ];
};

const cellOf = (value: BenchLine[string] | undefined): string => {
  if (value === undefined) return '';
  return Array.isArray(value) ? value.join('–') : String(value);
};
