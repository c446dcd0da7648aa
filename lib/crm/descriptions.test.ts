import { expect, test } from 'vitest';
import * as z from 'zod';
import { keptInMemory } from './descriptionStore.fixture.ts';
import { type DescriptionStore, descriptionsOf } from './descriptions.ts';

const at = (now: number, store: DescriptionStore = keptInMemory()) =>
  descriptionsOf('fields', z.array(z.string()), { store, now: () => now });

test('is what was told last, of that object, and recent for an hour', async () => {
  const store = keptInMemory();
  await at(1_000, store).keep('Account', ['Fax']);
  await at(2_000, store).keep('Account', ['Name']);
  await at(2_000, store).keep('Contact', ['Email']);
  expect(await at(2_000, store).read('Account')).toEqual({ told: ['Name'], ageMs: 0, isRecent: true });
  expect(await at(3_601_999, store).read('Account')).toMatchObject({ isRecent: true });
  expect(await at(3_602_000, store).read('Account')).toMatchObject({ told: ['Name'], isRecent: false });
  await at(2_000, store).forget('Account');
  expect(await at(2_000, store).read('Account')).toBeNull();
  expect(await at(2_000, store).read('Contact')).not.toBeNull();
});

test('is too old when the clock was set back', async () => {
  const store = keptInMemory();
  await at(5_000, store).keep('Account', []);
  expect(await at(4_999, store).read('Account')).toMatchObject({ isRecent: false });
});

test('that cannot be read counts as none', async () => {
  const store = keptInMemory();
  for (const unreadable of [{ at: 1, told: [4] }, { told: [] }, 'fields', { at: 1, told: [], more: 1 }]) {
    await store.write('fields Account', unreadable);
    expect(await at(1, store).read('Account')).toBeNull();
  }
});

test('of a storage that fails is asked for each time, and nothing else fails with it', async () => {
  const fails = () => Promise.reject(new Error('full'));
  const broken = at(1, { read: fails, write: fails, remove: fails });
  await broken.keep('Account', []);
  await broken.forget('Account');
  expect(await broken.read('Account')).toBeNull();
});
