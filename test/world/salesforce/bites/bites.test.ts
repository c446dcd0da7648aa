import { describe, expect, it } from 'vitest';
import { sample } from '../sample.ts';
import { BITE_NAMES, BITES } from './registry.ts';
import type { BiteName } from './settings.ts';
import { STORIES, type Story } from './stories.ts';

const harmed = async <N extends BiteName>(name: N, on: boolean): Promise<boolean> => {
  const story: Story<N> = STORIES[name];
  const world = story.world?.() ?? sample();
  const setting = story.setting ?? BITES[name].usual;
  if (setting === null) throw new Error(`The story of ${name} says no setting.`);
  if (on) world.org.bites.on(name, setting);
  else world.org.bites.off(name);
  return story.suffers(world);
};

describe('a client that does not respect', () => {
  it.each(BITE_NAMES)('%s comes to harm, and only while it is on', async (name) => {
    expect(await harmed(name, true)).toBe(true);
    expect(await harmed(name, false)).toBe(false);
  });
});

describe('the switchboard', () => {
  it.each(BITE_NAMES)('describes %s', (name) => {
    expect(BITES[name].description.length).toBeGreaterThan(30);
  });

  it('goes back to how an ordinary org is', () => {
    const { bites } = sample().org;
    bites.on('unavailable', { times: 3 });
    bites.off('queryPages');
    bites.reset();
    expect(bites.isOn('unavailable')).toBe(false);
    expect(bites.setting('queryPages')).toEqual({ rows: 2_000 });
  });

  it('counts an incident off, for the requests that it is meant for', () => {
    const { bites } = sample().org;
    bites.on('unavailable', { times: 1, matching: '/query' });
    expect(bites.strikes('unavailable', '/services/data/v66.0/limits')).toBeNull();
    expect(bites.strikes('unavailable', '/services/data/v66.0/query')).not.toBeNull();
    expect(bites.strikes('unavailable', '/services/data/v66.0/query')).toBeNull();
  });
});
