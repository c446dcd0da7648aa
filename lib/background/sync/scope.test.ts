// @vitest-environment node
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SalesforceWorld, salesforceWorld } from '../../../test/setup/salesforceSync.ts';
import { idOf } from '../../../test/world/salesforce/ids.ts';
import type { Cells } from '../../sync/reading.ts';
import { asValue } from '../../sync/value.ts';
import { forgetDatabases } from '../fakes/databases.ts';
import { isInScope, type Scope, scopeFields } from './scope.ts';

const cells = (fields: Readonly<Record<string, string | boolean>>): Cells =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      { seen: asValue(value), changedAt: null, history: null },
    ]),
  );

describe('a scope takes in', () => {
  const gold = { kind: 'field', field: 'Tier__c', equals: 'Gold' } as const;
  test.each<[Scope, string | null, Readonly<Record<string, string | boolean>>, boolean]>([
    [{ kind: 'all' }, null, {}, true],
    [gold, null, { Tier__c: 'Gold' }, true],
    [gold, null, { Tier__c: 'gold' }, false],
    // Hidden from this user, or gone: nobody can tell.
    [gold, null, {}, false],
    [{ kind: 'field', field: 'Active__c', equals: true }, null, { Active__c: true }, true],
    [{ kind: 'owned' }, '005ann', { OwnerId: '005ann' }, true],
    [{ kind: 'owned' }, '005ann', { OwnerId: '005bea' }, false],
    [{ kind: 'owned' }, null, { OwnerId: '005ann' }, false],
  ])('%j, for %j, %j: %j', (scope, user, fields, isInside) => {
    expect(isInScope({ system: 'salesforce', user }, scope, cells(fields))).toBe(isInside);
  });

  test('what it reads is asked for', () => {
    expect(scopeFields('hubspot', { kind: 'owned' })).toEqual(['hubspot_owner_id']);
    expect(scopeFields('hubspot', gold)).toEqual(['Tier__c']);
    expect(scopeFields('hubspot', { kind: 'all' })).toEqual([]);
  });
});

/** Another person of the org. */
const SOMEBODY = idOf('User', 2);

describe('a sync within a scope', () => {
  let world: SalesforceWorld;
  beforeAll(async () => {
    world = await salesforceWorld();
  }, 120_000);
  beforeEach(forgetDatabases);
  afterAll(() => world.close());

  test('leaves what is outside alone, on both sides, until it comes inside', async () => {
    const [inside, outside] = [await world.link(1, 'C1'), await world.link(2, 'C2')];
    await world.within({ kind: 'field', field: 'Industry', equals: 'Energy' });
    world.org.update(inside, { Industry: 'Energy' });
    const through = async () => {
      world.pass(60_000);
      const worker = world.worker();
      await worker.start('manual');
      await worker.idle();
      return worker.records.status(
        {
          record: { system: 'salesforce', org: 'acme.my.salesforce.com', object: 'Account', id: outside },
        } as never,
        new AbortController().signal,
      );
    };
    const before = structuredClone(world.org.record(outside));
    const shut = await through();
    expect(await world.erpField('C1', 'name')).toBe('Account 1');
    expect(await world.erpField('C2', 'name')).toBe('Birch Mills');
    expect(world.org.record(outside)).toEqual(before);
    const gate = ({ gates }: typeof shut) => gates.find((each) => each.gate === 'inScope')?.verdict;
    expect(gate(shut)).toBe('failed');

    world.org.update(outside, { Industry: 'Energy' });
    const open = await through();
    expect(await world.erpField('C2', 'name')).toBe('Account 2');
    expect(gate(open)).toBe('passed');
  });

  test('of one’s own records syncs those of the person who connected, and nothing where nobody knows who that is', async () => {
    const mine = await world.link(1, 'C1');
    await world.within({ kind: 'owned' });
    const owner = world.org.users[0]?.id ?? '';
    world.org.update(mine, { Phone: '+49 1' });
    const phoneAfter = async (user: string | null) => {
      world.pass(60_000);
      const worker = world.worker({ crms: async () => [{ ...world.connected({}), user }] });
      await worker.start('manual');
      await worker.idle();
      return world.erpField('C1', 'phone');
    };
    expect(await phoneAfter(null)).not.toBe('+49 1');
    expect(await phoneAfter(SOMEBODY)).not.toBe('+49 1');
    expect(await phoneAfter(owner)).toBe('+49 1');
  });
});
