import type { BenchLine } from './line.ts';

/** What a figure has to keep to. */
export interface Floor {
  readonly bench: string;
  /** Of lines whose case matches. */
  readonly case: RegExp;
  readonly key: string;
  readonly most?: number;
  readonly least?: number;
  /** What would be better still. */
  readonly aim?: number;
}

/** A KB here is 1,000 bytes, as it is for the size limits of every build. */
const KB = 1_000;

export const FLOORS: readonly Floor[] = [
  { bench: 'server', case: /invoices in the books$/, key: 'beside_http_read_times', most: 5, aim: 2 },
  { bench: 'panel', case: /^bytes: loader$/, key: 'gzip_bytes', most: 5 * KB, aim: 2 * KB },
  { bench: 'panel', case: /^bytes: panel$/, key: 'gzip_bytes', most: 110 * KB },
  { bench: 'panel', case: /^bytes: worker$/, key: 'gzip_bytes', most: 250 * KB, aim: 110 * KB },
  { bench: 'panel', case: /painted: cached$/, key: 'beside_static_panel_times', most: 1.2 },
  { bench: 'scroll', case: /by the wheel$/, key: 'p95_ms', most: 20 },
  { bench: 'store', case: /^Ledgerside/, key: 'insert_of_raw_times', least: 0.85 },
  { bench: 'store', case: /^Ledgerside/, key: 'pull_of_raw_times', least: 0.85 },
  { bench: 'store', case: /^Ledgerside/, key: 'of_the_faster_of_RxDB_and_PouchDB_times', least: 1 },
  { bench: 'sync', case: /^(?!the budget).*(→|nothing changed)/, key: 'callsOverFloor', most: 1.1 },
  { bench: 'sync', case: /^(?!the budget).*(→|nothing changed)/, key: 'writesAfterConvergence', most: 0 },
  { bench: 'sync', case: /^the budget/, key: 'seconds', most: 300 },
  { bench: 'sync', case: /^the budget/, key: 'successPercent', least: 99 },
  { bench: 'sync', case: /^the budget/, key: 'conflictPercent', most: 2 },
  { bench: 'sync', case: /^resolving a conflict/, key: 'p99_ms', most: 500 },
  { bench: 'sync', case: /100,000 records/, key: 'per_record_beside_smallest_times', most: 1.5 },
  { bench: 'sync', case: /questions/, key: 'longest_block_ms', most: 50 },
];

export interface Judged {
  readonly floor: Floor;
  readonly measured: number;
  readonly holds: boolean;
}

/** The floors that a line is held against; one whose figure is missing does not hold. */
export const judged = (line: BenchLine): readonly Judged[] =>
  FLOORS.filter((floor) => floor.bench === line.bench && floor.case.test(line.case)).map((floor) => {
    const value = line[floor.key];
    const measured = typeof value === 'number' ? value : Number.NaN;
    const holds =
      measured <= (floor.most ?? Number.POSITIVE_INFINITY) &&
      measured >= (floor.least ?? Number.NEGATIVE_INFINITY);
    return { floor, measured, holds };
  });

/** `gzip bytes ≤ 5000 (aim 2000)`. */
export const floorText = ({ key, most, least, aim }: Floor): string =>
  [
    key.replaceAll('_', ' '),
    most === undefined ? `≥ ${least}` : `≤ ${most}`,
    ...(aim === undefined ? [] : [`(aim ${aim})`]),
  ].join(' ');

/** The line with what it is held against, and whether that holds. */
export const withFloors = (line: BenchLine): BenchLine => {
  const all = judged(line);
  if (all.length === 0) return line;
  const holds = all.every((each) => each.holds) ? 'yes' : 'no';
  return { ...line, floor: all.map(({ floor }) => floorText(floor)).join(', '), holds };
};
