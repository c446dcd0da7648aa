/**
 * `npm test`: every check of the project in one go. Each static check counts as one test; the test runner's own tests count one by
 * one. The last line says `N passed, N failed` (`, N skipped`), and the exit code is 0 only if nothing failed and something ran.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { warningsIn } from './setup/warnings.ts';

const ROOT = join(import.meta.dirname, '..');
const REPORTS = join(ROOT, '.output', 'reports');
/** Hundreds of Node processes are started, and read the same files. */
const COMPILED = join(ROOT, 'node_modules', '.cache', 'compiled');

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 ** 31;

/**
 * Databases and browser profiles come and go by the hundred, a thousand files each: on a disk, making a file costs more the more of
 * them have just been deleted, half of all the time that the system spends. Where there is no room in memory, on the disk.
 */
const temporary = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), 'ledgerside-test-'));
// PostgreSQL, which does not run as root, has a folder of its own in there.
chmodSync(temporary, 0o711);

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

interface Stage {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  /** vitest writes its counts here; without it the stage is one check. */
  readonly report?: string;
  /** It fails where it warns, too. */
  readonly isQuiet?: true;
}

const CHECKS: readonly Stage[] = [
  {
    name: 'types and typed lint',
    command: 'oxlint',
    arguments: ['--type-aware', '--type-check', '--report-unused-disable-directives', '--deny-warnings'],
  },
  { name: 'format and lint', command: 'biome', arguments: ['check', '--error-on-warnings', '.'] },
  {
    name: 'import walls',
    command: 'depcruise',
    arguments: ['--config', '.dependency-cruiser.mjs', 'lib', 'components', 'entrypoints'],
  },
  { name: 'nothing unused', command: 'knip', arguments: [] },
  { name: 'contract is current', command: 'node', arguments: ['lib/erp/server/openapi.ts'] },
];
const BUILD: Stage = { name: 'production build', command: 'wxt', arguments: ['build'], isQuiet: true };
const SIZE: Stage = { name: 'size limits', command: 'size-limit', arguments: [] };

const vitest = (name: string, ...extra: readonly string[]): Stage => {
  const report = join(REPORTS, `${name}.json`);
  return {
    name,
    command: 'vitest',
    arguments: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...extra],
    report,
  };
};
const UNIT = vitest(
  'unit',
  '--coverage',
  // None of them waits for anything.
  `--maxWorkers=${availableParallelism()}`,
  '--project',
  'pages',
  '--project',
  'alone',
  '--project',
  'extension',
  '--project',
  'server',
);
// Together: while one waits for a browser, another computes.
const STORIES = ['--project', 'extension-stories', '--project', 'server-stories'];
const END_TO_END = ['--project', 'end-to-end'];

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false; // no such folder on this system
  }
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const run = async (stage: Stage, loud: boolean): Promise<{ code: number; output: string; took: string }> => {
  const since = performance.now();
  const child = spawn(stage.command, stage.arguments, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', NODE_COMPILE_CACHE: COMPILED, TMPDIR: temporary },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (loud) process.stdout.write(chunk);
    });
  }
  const code = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(127);
    });
    child.on('close', (exit) => resolve(exit ?? 1));
  });
  return { code, output, took: seconds(since) };
};

const total: Tally = { passed: 0, failed: 0, skipped: 0 };

const check = async (stage: Stage): Promise<boolean> => {
  const { code, output, took } = await run(stage, false);
  const passed = code === 0 && (stage.isQuiet !== true || warningsIn(output).length === 0);
  total[passed ? 'passed' : 'failed'] += 1;
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${stage.name} (${took})`);
  if (!passed) console.log(output.trimEnd());
  return passed;
};

const tests = async (stage: Stage & { readonly report?: string }): Promise<void> => {
  const { code, took } = await run(stage, true);
  const report = stage.report === undefined ? null : readReport(stage.report);
  if (report === null || report.numTotalTests === 0) {
    total.failed += 1;
    console.log(`FAIL ${stage.name}: it left no counts (exit ${code}, ${took})`);
    return;
  }
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests;
  // A runner that fails beyond its tests (a broken file, coverage below its threshold, an unhandled rejection) is one more failure.
  if (code !== 0 && report.numFailedTests === 0) total.failed += 1;
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${stage.name} (${took})`);
};

interface Report {
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

const readReport = (path: string): Report | null => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Report;
  } catch {
    return null; // the caller counts it as a failure
  }
};

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

// The build comes first: it generates the types that the type check reads, and the end-to-end tests load it.
const built = await check(BUILD);
// Each of these keeps one core busy; the longest of them come first.
const waiting = built ? [...CHECKS, SIZE] : [...CHECKS];
const checkNext = async (): Promise<void> => {
  for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) await check(stage);
};
await Promise.all(Array.from({ length: availableParallelism() }, checkNext));
await tests(UNIT);
await tests(vitest('stories', ...STORIES, ...(built ? END_TO_END : [])));
if (!built) {
  total.failed += 1;
  console.log('FAIL end-to-end: there is no build to test');
}

rmSync(temporary, { recursive: true, force: true });
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
