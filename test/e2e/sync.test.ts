import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAll, linkTwins } from '../world/ready.ts';
import {
  CRM_FIELDS,
  crmField,
  editInCrm,
  erpFields,
  erpRuns,
  openPopup,
  switchSyncOn,
  syncedTwins,
  syncNow,
} from '../world/syncing.ts';
import type { Twin } from '../world/twins.ts';
import { openWorld, type World } from '../world/world.ts';
import { GOLDEN, GOLDEN_AS_OF } from './story.ts';

let world: World;
let context: BrowserContext;
let popup: Page;

beforeAll(async () => {
  world = await openWorld(GOLDEN, GOLDEN_AS_OF, 1, { indexingDelayMs: 0 });
  await linkTwins(world);
  await switchSyncOn(world);
  ({ context } = await world.browser());
  await connectAll(world, context);
  popup = await openPopup(context);
  await syncNow(popup);
});
afterAll(() => world.close());

const some = (system: Twin['record']['system']): Twin => {
  const [one] = syncedTwins(world, system);
  if (one === undefined) throw new Error(`Nothing is linked in ${system}.`);
  return one;
};

describe('a field edited on each side', () => {
  it.each(['salesforce', 'hubspot'] as const)(
    '%s and the ERP agree after "Sync Now"; the next sync writes nothing',
    async (system) => {
      const one = some(system);
      const customer = `customer/${one.customer}`;
      const { city, phone } = CRM_FIELDS[system];
      editInCrm(world, one, city, `Neustadt ${system}`);
      await world.erp.edit(customer, { phone: '+49 30 5550 100' });
      const first = await syncNow(popup);
      expect(first).toMatchObject({ result: 'success', failure: null });
      expect(await erpFields(world, customer)).toMatchObject({
        city: `Neustadt ${system}`,
        phone: '+49 30 5550 100',
      });
      expect(crmField(world, one, city)).toBe(`Neustadt ${system}`);
      expect(crmField(world, one, phone)).toBe('+49 30 5550 100');

      await syncNow(popup);
      const writes = world.crmWrites.length;
      const third = await syncNow(popup);
      expect(third.counts).toMatchObject({ created: 0, updated: 0, conflict: 0, failed: 0 });
      expect(world.crmWrites.slice(writes)).toEqual([]);
      const told = (await erpRuns(world)).filter(({ id }) => id.startsWith(third.id));
      expect(told.length).toBeGreaterThan(0);
      for (const { counts } of told) expect(counts).toMatchObject({ created: 0, updated: 0 });
    },
  );
});
