import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { pick } from './chance.ts';
import { checkSync } from './checkSync.ts';
import { type Painted, paintedIn, waitForPanel } from './panel.ts';
import { connectAll, linkTwins, openPanel } from './ready.ts';
import { reckon, written } from './reckoning.ts';
import { switchSyncOn } from './syncing.ts';
import type { Twin } from './twins.ts';
import type { World } from './world.ts';

const SHOTS = join(import.meta.dirname, '../../.output/shots');

/** What the panel must say of a customer, from the books by way of the second calculation. */
export const expectedOf = (world: World, twin: Twin): Painted => {
  const { currency, arBalance, overdue, availableCredit, aging } = reckon(
    world.books,
    twin.customer,
    world.asOf,
  );
  return {
    customer: twin.name,
    arBalance: written(arBalance, currency),
    overdue: written(overdue, currency),
    availableCredit: availableCredit === null ? 'no limit set' : written(availableCredit, currency),
    aging: aging.map((amount) => written(amount, currency)),
  };
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
  let differences = 0;
  const page = await context.newPage();
  for (const [index, twin] of picked.entries()) {
    const expected = expectedOf(world, twin);
    await page.goto(`https://${twin.host}${twin.path}`);
    await openPanel(page);
    const painted = await waitForPanel(page, 'an AR balance', (panel) => {
      const read = paintedIn(panel);
      return read.arBalance === null ? null : read;
    });
    await page.screenshot({ path: join(SHOTS, `check-${index + 1}-${twin.record.system}.png`) });
    console.log(
      JSON.stringify({ host: twin.host, record: twin.record.id, customer: twin.customer, painted, expected }),
    );
    if (!isDeepStrictEqual(painted, expected)) differences += 1;
  }
  if (picked.length < 4) throw new Error(`Only ${picked.length} linked records to check.`);
  for (const line of await checkSync(world, context, seed, join(SHOTS, 'check-sync.png'))) {
    console.log(JSON.stringify(line));
    if (!line.agree || line.secondSyncWrites > 0) differences += 1;
  }
  return differences === 0 ? 0 : 1;
};
