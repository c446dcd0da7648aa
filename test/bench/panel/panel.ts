import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { datasets } from '../../../lib/erp/sources/embedded/datasets/datasets.ts';
import { connectErp, openOptions } from '../../world/connect.ts';
import { linkTwins } from '../../world/ready.ts';
import { openWorld, type World } from '../../world/world.ts';
import { buildExtension } from '../build.ts';
import { type BenchOptions, type Report, say } from '../line.ts';
import { median, quantile, rounded } from '../quantiles.ts';
import { makeBuilds } from './builds.ts';
import { reportBytes } from './bytes.ts';
import { type PageCost, pageCost } from './loaderCost.ts';
import { longTasks } from './longTasks.ts';
import { type Watched, watchedTab } from './painted.ts';
import { workerStopper } from './worker.ts';

const VISITS = 30;
const SMALL_VISITS = 2;
const AS_OF = '2026-11-20';
const LIST_PAGE = 'https://acme.lightning.force.com/lightning/o/Account/list?filterName=AllAccounts';

/** A browser with one of the builds. */
interface Contender {
  readonly context: BrowserContext;
  stopWorker(): Promise<void>;
}

const openContender = async (world: World, extension: string): Promise<Contender> => {
  const { context } = await world.browser({ extension });
  return { context, stopWorker: await workerStopper(context) };
};

interface Visited {
  readonly paintedMs: number;
  readonly longTasksMs: readonly number[];
}

/** In a tab of its own: what one page leaves behind must not slow the next one down. */
const visit = async ({ context }: Contender, url: string): Promise<Visited> => {
  const tab: Watched = await watchedTab(context);
  try {
    const paintedMs = await tab.visit(url);
    return { paintedMs, longTasksMs: await longTasks(tab.page) };
  } finally {
    await tab.close();
  }
};

const CASES = [
  'cold worker',
  'warm worker',
  'cached',
  'static panel, cold worker',
  'static panel',
  'static panel in place of the glance',
] as const;
type Case = (typeof CASES)[number];

interface Contenders {
  readonly product: Contender;
  readonly constant: Contender;
  readonly constantAtOnce: Contender;
}

const measureVisits = async (
  { product, constant, constantAtOnce }: Contenders,
  urls: readonly string[],
  visits: number,
) => {
  const visited = Object.fromEntries(CASES.map((name) => [name, [] as Visited[]])) as Record<Case, Visited[]>;
  const [first] = urls;
  if (first === undefined) throw new Error('The books hold no linked customer.');
  // The browsers' own first times: compiled code, TLS sessions, fonts.
  for (let i = 0; i < 3; i += 1)
    for (const each of [product, constant, constantAtOnce]) await visit(each, first);
  for (let i = 0; i < visits; i += 1) {
    const [unseen, next] = [urls[1 + i * 2], urls[2 + i * 2]];
    if (unseen === undefined || next === undefined)
      throw new Error('The books hold too few linked customers.');
    await product.stopWorker();
    visited['cold worker'].push(await visit(product, unseen));
    await constant.stopWorker();
    visited['static panel, cold worker'].push(await visit(constant, unseen));
    visited['warm worker'].push(await visit(product, next));
    visited['static panel'].push(await visit(constant, next));
    visited['static panel in place of the glance'].push(await visit(constantAtOnce, next));
    visited.cached.push(await visit(product, next));
    say(`visit ${i + 1} of ${visits}`);
  }
  return visited;
};

const reportVisits = (visited: Record<Case, readonly Visited[]>, print: Report): void => {
  const medianOf = (name: Case) => median(visited[name].map(({ paintedMs }) => paintedMs));
  for (const name of CASES) {
    const painted = visited[name].map(({ paintedMs }) => paintedMs);
    const tasks = visited[name].flatMap(({ longTasksMs }) => longTasksMs);
    const beside: Case = name.endsWith('cold worker') ? 'static panel, cold worker' : 'static panel';
    print({
      bench: 'panel',
      case: `navigation → AR painted: ${name}`,
      visits_count: painted.length,
      median_ms: rounded(median(painted)),
      p95_ms: rounded(quantile(painted, 0.95)),
      fastest_ms: rounded(Math.min(...painted)),
      beside_static_panel_times: rounded(medianOf(name) / medianOf(beside)),
      ...(name === 'cached'
        ? {
            beside_static_glance_times: rounded(
              medianOf(name) / medianOf('static panel in place of the glance'),
            ),
          }
        : {}),
      long_tasks_per_visit_count: rounded(tasks.length / painted.length),
      longest_task_ms: rounded(Math.max(0, ...tasks)),
    });
  }
};

const reportLoader = async (
  withLoader: Contender,
  without: Contender,
  print: Report,
  visits: number,
): Promise<void> => {
  const costs: { readonly with: PageCost[]; readonly without: PageCost[] } = { with: [], without: [] };
  for (let i = 0; i < visits; i += 1) {
    costs.with.push(await pageCost(withLoader.context, LIST_PAGE));
    costs.without.push(await pageCost(without.context, LIST_PAGE));
  }
  for (const name of ['with', 'without'] as const) {
    const of = (key: keyof PageCost) => rounded(median(costs[name].map((cost) => cost[key])));
    print({
      bench: 'panel',
      case: `page that is no record page, ${name} the loader`,
      visits_count: visits,
      script_median_ms: of('scriptMs'),
      tasks_median_ms: of('taskMs'),
      nodes_count: of('nodes'),
      requests_count: of('requests'),
    });
  }
};

/**
 * The production build (where `small`, the one that stands) on the simulated org: navigation → AR painted, beside a panel that knows its figure beforehand. The contenders take
 * turns, each visit in a tab of its own; "cold" means that the worker was stopped just before, "cached" that the record was read earlier.
 */
export const benchPanel = async (print: Report, { small }: BenchOptions): Promise<void> => {
  await using atEnd = new AsyncDisposableStack();
  const visits = small ? SMALL_VISITS : VISITS;
  if (!small) buildExtension();
  const folder = await mkdtemp(join(tmpdir(), 'ledgerside-bench-'));
  atEnd.defer(() => rm(folder, { recursive: true, force: true }));
  const builds = await makeBuilds(folder);
  await reportBytes(builds.product, print);

  const world = await openWorld(datasets.demo.make({ seed: 7, asOf: AS_OF }), AS_OF, 7);
  atEnd.defer(() => world.close());
  await linkTwins(world);
  const product = await openContender(world, builds.product);
  const options = await openOptions(product.context);
  await connectErp(options, await world.erp.token('mia', 'crm.sync'));
  await options.close();
  const urls = world.twins.all
    .filter(({ linked, record }) => linked && record.system === 'salesforce')
    .map(({ host, path }) => `https://${host}${path}`);
  const constant = await openContender(world, builds.constant);
  const constantAtOnce = await openContender(world, builds.constantAtOnce);
  reportVisits(await measureVisits({ product, constant, constantAtOnce }, urls, visits), print);
  await constant.context.close();
  await constantAtOnce.context.close();
  await reportLoader(product, await openContender(world, builds.absent), print, visits);
};
