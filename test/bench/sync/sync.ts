import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CrmSystem } from '../../../lib/erp/api/record.ts';
import { startPostgres, type TestPostgres } from '../../setup/postgres.ts';
import { type BenchOptions, type Report, say } from '../line.ts';
import { rounded } from '../quantiles.ts';
import { type Direction, floorCalls } from './floor.ts';
import { measureQuestions } from './questions.ts';
import { measureResolving } from './resolving.ts';
import { openShop, type Shop, type ShopSize, type Synced } from './shop.ts';

const CRMS: readonly CrmSystem[] = ['salesforce', 'hubspot'];
const MINUTE_MS = 60_000;

interface Bench {
  readonly postgres: TestPostgres;
  readonly folder: string;
  readonly report: Report;
  shops: number;
  /** Records of the sync that the requirement has a budget for. */
  readonly budget: number;
  /** Milliseconds per record of the smallest sync of each kind: what the larger ones are beside. */
  readonly smallest: Map<string, number>;
}

/** Once more, after the interval of the scheduler: what was written is looked at, and nothing is written. */
const again = async (shop: Shop): Promise<Synced> => {
  shop.clock.pass(5 * MINUTE_MS);
  return shop.sync();
};

const labelOf = ({ crm, records, limits }: ShopSize): string =>
  `${crm}, ${records.toLocaleString('en-US')} records, limits ${limits ? 'on' : 'off'}`;

/** Until nothing that was changed is in the overlap of the feeds any more: an hour, in which a change that shows late may join. */
const settle = async (shop: Shop): Promise<void> => {
  shop.clock.pass(70 * MINUTE_MS);
  await shop.sync();
};

const flow = async (bench: Bench, shop: Shop, size: ShopSize, direction: Direction, round: number) => {
  const { crm, records } = size;
  await shop.edit(direction === 'crm → erp' ? 'crm' : 'erp', round);
  shop.clock.pass(MINUTE_MS);
  const synced = await shop.sync();
  await shop.expectAgreed(round);
  reportBudget(bench, size, direction, synced);
  const next = await again(shop);
  const floor = floorCalls(crm, direction, records);
  const perRecordMs = (synced.seconds * 1000) / records;
  const kind = `${crm} ${size.limits} ${direction}`;
  const smallest = bench.smallest.get(kind) ?? perRecordMs;
  bench.smallest.set(kind, smallest);
  bench.report({
    bench: 'sync',
    case: `${labelOf(size)}, ${direction}`,
    crm,
    records,
    limits: size.limits ? 'on' : 'off',
    direction,
    seconds: rounded(synced.seconds),
    waited_seconds: rounded(synced.waitedSeconds),
    processor_seconds: rounded(synced.processorSeconds),
    per_record_ms: rounded(perRecordMs),
    per_record_beside_smallest_times: rounded(perRecordMs / smallest),
    longest_block_ms: rounded(synced.longestMs),
    calls: synced.calls,
    floorCalls: floor,
    callsOverFloor: rounded(synced.calls / floor),
    next_run_calls: next.calls,
    writesAfterConvergence: next.written.crm + next.written.erp,
    peakMiB: rounded(synced.peakMiB),
    ...(synced.livePeakMiB === null ? {} : { livePeakMiB: rounded(synced.livePeakMiB) }),
  });
};

/** Spec §10: a thousand records in five minutes, and how many of them went well. */
const reportBudget = (
  { report, budget }: Bench,
  size: ShopSize,
  direction: Direction,
  { seconds, counts }: Synced,
): void => {
  const { seen = 0, failed = 0, conflict = 0 } = counts;
  if (size.records !== budget) return;
  report({
    bench: 'sync',
    case: `the budget: ${labelOf(size)}, ${direction}`,
    crm: size.crm,
    records: size.records,
    limits: size.limits ? 'on' : 'off',
    direction,
    seconds: rounded(seconds),
    successPercent: rounded((100 * (seen - failed)) / seen),
    conflictPercent: rounded((100 * conflict) / seen),
  });
};

const withShop = async (bench: Bench, size: ShopSize, work: (shop: Shop) => Promise<void>): Promise<void> => {
  bench.shops += 1;
  say(`${labelOf(size)} …`);
  const shop = await openShop(bench.postgres, size, bench.folder, `shop_${bench.shops}`);
  try {
    shop.clock.pass(10 * MINUTE_MS);
    // Finds that everything agrees, and where both feeds stand.
    await shop.sync();
    shop.clock.pass(10 * MINUTE_MS);
    await work(shop);
  } finally {
    await shop.close();
  }
};

const bothWays = (bench: Bench, size: ShopSize): Promise<void> =>
  withShop(bench, size, async (shop) => {
    await flow(bench, shop, size, 'crm → erp', 1);
    await settle(shop);
    await flow(bench, shop, size, 'erp → crm', 2);
    await settle(shop);
    const nothing = await again(shop);
    bench.report({
      bench: 'sync',
      case: `${labelOf(size)}, nothing changed`,
      crm: size.crm,
      records: size.records,
      limits: size.limits ? 'on' : 'off',
      direction: 'none',
      seconds: rounded(nothing.seconds),
      calls: nothing.calls,
      floorCalls: 1,
      callsOverFloor: nothing.calls,
      writesAfterConvergence: nothing.written.crm + nothing.written.erp,
      peakMiB: rounded(nothing.peakMiB),
    });
  });

/**
 * One pair of objects, accounts or companies and customers, with four fields each, all linked: the worker's real services between
 * the simulated CRM in a thread of its own and the real ERP API in a process of its own on PostgreSQL. Edited on one side, all of
 * them; synced; synced again.
 */
export const benchSync = async (report: Report, { small }: BenchOptions): Promise<void> => {
  await using atEnd = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'ledgerside-bench-'));
  atEnd.defer(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startPostgres();
  atEnd.defer(() => postgres.stop());
  const sizes = small ? [60, 250] : [1_000, 10_000];
  const [budget = 0] = sizes;
  const bench: Bench = { postgres, folder, report, shops: 0, budget, smallest: new Map() };
  for (const records of sizes)
    for (const crm of CRMS)
      for (const limits of [true, false]) await bothWays(bench, { crm, records, limits });
  const busy: ShopSize = { crm: 'salesforce', records: sizes[1] ?? 0, limits: false };
  await withShop(bench, busy, (shop) => measureQuestions(shop, busy, report));
  const contested: ShopSize = { crm: 'salesforce', records: budget, limits: false };
  await withShop(bench, contested, (shop) => measureResolving(shop, contested, report));
  // Last, for it takes the longest.
  const most = small ? 1_000 : 100_000;
  const growth: ShopSize = { crm: 'salesforce', records: most, limits: false };
  await withShop(bench, growth, (shop) => flow(bench, shop, growth, 'crm → erp', 1));
};
