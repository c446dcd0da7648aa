import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { pick } from './chance.ts';
import { checkSync } from './checkSync.ts';
import { type Compared, exitCodeOf } from './judging.ts';
import { type Painted, paintedIn, waitForPanel } from './panel.ts';
import { keepPicture } from './picture.ts';
import { connectAll, linkTwins, openPanel } from './ready.ts';
import { reckon, written } from './reckoning.ts';
import { switchSyncOn } from './syncing.ts';
import type { Twin } from './twins.ts';
import type { World } from './world.ts';

const SHOTS = join(import.meta.dirname, '../../.output/shots');

/** What the panel must say of a customer, from the books by way of the second calculation. */
export const expectedOf = (world: World, twin: Twin): Painted => {
  const { currency, aging, disputed, ...reckoned } = reckon(world.books, twin.customer, world.asOf);
  const company = (amount: bigint): string => written(amount, currency);
  const limited = (amount: bigint | null): string => (amount === null ? 'no limit set' : company(amount));
  return {
    customer: twin.name,
    arBalance: company(reckoned.arBalance),
    overdue: company(reckoned.overdue),
    unapplied: company(reckoned.unapplied),
    disputed:
      disputed.size === 0
        ? [company(0n)]
        : [...disputed].map(([each, amount]) => written(amount, each)).toSorted(),
    openOrders: company(reckoned.openOrders),
    creditLimit: limited(reckoned.creditLimit),
    availableCredit: limited(reckoned.availableCredit),
    aging: aging.map(company),
  };
};

/** Opens a record with the panel on it, and says what it paints and what the books come to. */
export const compare = async (page: Page, world: World, twin: Twin): Promise<Compared> => {
  await page.goto(`https://${twin.host}${twin.path}`);
  await openPanel(page);
  const painted = await waitForPanel(page, 'an AR balance', (panel) => {
    const read = paintedIn(panel);
    return read.arBalance === null ? null : read;
  });
  return { painted, expected: expectedOf(world, twin) };
};

/**
 * Opens two records of each CRM, picked by the seed; one JSON line and one picture each. Then edits a record of each CRM on both sides
 * and syncs; one line per edit. 0 = every figure is as expected, both sides agree, and the sync after that writes nothing.
 */
export const check = async (world: World, seed: number): Promise<number> => {
  mkdirSync(SHOTS, { recursive: true });
  await linkTwins(world);
  await switchSyncOn(world);
  const { context } = await world.browser();
  await connectAll(world, context);
  const linked = world.twins.all.filter((twin) => twin.linked);
  const picked = (['salesforce', 'hubspot'] as const).flatMap((system, index) =>
    pick(
      linked.filter(({ record }) => record.system === system),
      2,
      seed * 2 + index,
    ),
  );
  const compared: Compared[] = [];
  const page = await context.newPage();
  for (const [index, twin] of picked.entries()) {
    const one = await compare(page, world, twin);
    await keepPicture(page, join(SHOTS, `check-${index + 1}-${twin.record.system}.png`));
    console.log(JSON.stringify({ host: twin.host, record: twin.record.id, customer: twin.customer, ...one }));
    compared.push(one);
  }
  const synced = await checkSync(world, context, seed, join(SHOTS, 'check-sync.png'));
  for (const line of synced) console.log(JSON.stringify(line));
  return exitCodeOf(compared, synced);
};
