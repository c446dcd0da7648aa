import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type ErpStandIn, openErpStandIn } from '../world/erpStandIn.ts';
import { connectAll, linkTwins } from '../world/ready.ts';
import { openWorld, type World } from '../world/world.ts';
import { GOLDEN, GOLDEN_AS_OF } from './story.ts';

export let world: World;
export let context: BrowserContext;
/** In front of the ERP API: lets everything pass unless a story tells it otherwise. */
export let standIn: ErpStandIn;

/**
 * The golden books with everything connected: one world for all the stories that a test file brings together. To set one up takes
 * longer than most of them, so each leaves it as it found it.
 */
export const goldenWorld = (): void => {
  beforeAll(async () => {
    world = await openWorld(GOLDEN, GOLDEN_AS_OF, 1);
    standIn = await openErpStandIn(world.certificate, () => world.erp.port);
    world.wire.via(standIn.port);
    await linkTwins(world);
    ({ context } = await world.browser());
    await connectAll(world, context);
  });
  afterAll(async () => {
    await world.close();
    await standIn.close();
  });
};
