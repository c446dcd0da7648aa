import { describe, expect, it } from 'vitest';
import { STORIES } from './biteStories.ts';
import { BITE_IDS, BITES } from './bites.ts';
import { testWorld } from './fixture.ts';

describe('bites of HubSpot', () => {
  it.each(BITE_IDS)('%s hurts a client that does not know it, and only when it is on', async (id) => {
    const story = STORIES[id];
    const outcome = async (on: boolean) => {
      const world = testWorld(story.with);
      world.hubspot.bites.set(id, on);
      const told = await story.naive(world);
      return { told, violations: world.hubspot.contractViolations };
    };
    expect(await outcome(true)).toEqual({ told: 'bitten', violations: [] });
    expect(await outcome(false)).toEqual({ told: 'served', violations: [] });
  });

  it('each says what it is, in one sentence', () => {
    for (const id of BITE_IDS) expect(BITES[id].description).toMatch(/^.{30,120}\.$/);
  });

  it('has no more bites on than the real one has every day', () => {
    const { bites } = testWorld().hubspot;
    expect(BITE_IDS.filter((id) => !bites.on(id))).toEqual(['gatewayPages', 'migration', 'numberedApisEnd']);
  });
});
