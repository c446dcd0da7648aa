// @vitest-environment node
// Long because one story per bite: the registry of bites is the unit here, and a reader looks one up by its name.
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  accountKey,
  accounts,
  answered,
  field,
  foundOne,
  keyOf,
  patch,
  type SyncedOrg,
  syncedOrg,
} from '../../../../test/fixtures/syncedSalesforce.ts';
import { BITE_NAMES, BITES } from '../../../../test/world/salesforce/bites/registry.ts';
import type { BiteName, BiteSettings } from '../../../../test/world/salesforce/bites/settings.ts';
import { idOf } from '../../../../test/world/salesforce/ids.ts';
import { httpCaller } from '../../../http/call.ts';
import type { TwinKey } from '../../../sync/ids.ts';
import { asValue } from '../../../sync/value.ts';
import { keptInMemory } from '../../descriptionStore.fixture.ts';
import { answerJson, anySignal, fixedSession, scriptedApi } from '../../scriptedApi.fixture.ts';
import type { CrmObjectSync } from '../../syncPort.ts';
import { salesforceSync } from './salesforceSync.ts';

interface Opened extends SyncedOrg {
  readonly sync: CrmObjectSync;
}

/** How the sync fares where an org bites. */
interface Story<N extends BiteName> {
  /** Where it is not the usual setting. */
  readonly setting?: BiteSettings[N] | ((world: Opened) => BiteSettings[N]);
  readonly fares: (world: Opened) => Promise<void>;
}
/** Why the sync never meets a bite. */
type Elsewhere = `elsewhere: ${string}`;

const signIn: Elsewhere = 'elsewhere: lib/crm/salesforce/org.test.ts, where a person signs in';
const first = accountKey(1);
const user = ({ org }: SyncedOrg) => org.users[0]?.id ?? '';
const change = async ({ sync }: Opened, fields: Parameters<typeof patch>[1], n = 1) => {
  const { version } = await foundOne(sync, accountKey(n));
  return answered(await sync.crm.write([patch(accountKey(n), fields, version)]))[0];
};
const row = (key: string, Name: string) => ({
  key: key as TwinKey,
  fields: { [field('Name')]: asValue(Name) },
});
const made = async ({ sync }: Opened, key: string, name: string) =>
  answered((await sync.creator?.create([row(key, name)])) ?? { kind: 'lost' })[0];

const STORIES: { readonly [N in BiteName]: Story<N> | Elsewhere } = {
  refreshTokenRotates: signIn,
  refreshTokenIdles: signIn,
  appNotInstalled: signIn,
  ipRestricted: signIn,
  hostileScript: 'elsewhere: test/e2e, where pages are',
  sessionExpires: {
    setting: { afterRequests: 1 },
    fares: async ({ sync }) => {
      await sync.crm.read([first]);
      expect(await sync.crm.read([first])).toEqual({ kind: 'notSent', reason: 'authExpired' });
    },
  },
  noApiForSessionCookie: {
    setting: true,
    fares: async () => {
      const message = 'This session is not valid for use with the REST API';
      const { call } = scriptedApi({
        'GET /services/data/v67.0/sobjects/Account/describe': answerJson(
          [{ message, errorCode: 'INVALID_SESSION_ID' }],
          401,
        ),
      });
      // Another token of the same kind would be refused too: it is not renewed, and not called expired.
      await expect(syncedOrg({}, { call }).open()).rejects.toMatchObject({
        failure: { code: 'crm.forbidden' },
      });
    },
  },
  requestLimit: {
    setting: { requests: 2 },
    fares: async ({ sync }) => {
      await sync.feed.changes(null, null);
      expect(await sync.feed.changes(null, null)).toEqual({ kind: 'notSent', reason: 'rateLimited' });
    },
  },
  versionRetired: {
    setting: { below: 68 },
    fares: async ({ sync }) => {
      expect(await sync.feed.changes(null, null)).toEqual({ kind: 'notSent', reason: 'forbidden' });
    },
  },
  lightningHostRedirects: {
    fares: async ({ org }) => {
      const crm = salesforceSync({
        instanceUrl: `https://${org.lightningHost}`,
        session: fixedSession(org.accessToken()),
        keyFields: {},
        currency: 'EUR',
        descriptions: keptInMemory(),
        elapsed: () => 0,
        call: httpCaller({ isOnline: () => true, fetch: (request) => org.fetch(request) }),
      });
      // Not followed, and so never without the header: nothing was asked.
      await expect(crm.open('Account', [], anySignal())).rejects.toThrow(/lightning/i);
    },
  },
  queryPages: {
    setting: { rows: 2 },
    fares: async ({ sync }) => {
      const page = answered(await sync.feed.changes(null, null));
      expect([page.changes.length, page.more]).toEqual([2, true]);
      const rest = answered(await sync.feed.changes(null, page.changes.at(-1) ?? null));
      expect([rest.changes.length, rest.more]).toEqual([1, false]);
    },
  },
  collectionsAnswer200: {
    fares: async ({ sync }) => {
      const rows = [patch(first, { Name: null }, null), patch(accountKey(2), { Phone: '7' }, null)];
      expect(answered(await sync.crm.write(rows)).map(({ kind }) => kind)).toEqual(['refused', 'written']);
    },
  },
  collectionRowLimit: {
    fares: async ({ sync, org }) => {
      const rows = Array.from({ length: 201 }, (_, n) => row(`k${n}`, `New ${n}`));
      const outcomes = answered((await sync.creator?.create(rows)) ?? { kind: 'lost' });
      expect(outcomes.every(({ kind }) => kind === 'created')).toBe(true);
      expect(org.records('Account')).toHaveLength(204);
    },
  },
  compositeLimit: {
    fares: async ({ sync, org }) => {
      const ids = Array.from({ length: 30 }, (_, n) => org.create('Account', { Name: `New ${n}` }));
      const rows = ids.map((id) => patch(keyOf(id), { Phone: '7' }, '2027-01-01T00:00:00.000Z' as never));
      const outcomes = answered(await sync.crm.write(rows));
      expect(outcomes.every((outcome) => outcome.kind === 'written' && outcome.stored !== null)).toBe(true);
    },
  },
  unreadableRow: {
    fares: async ({ sync }) => {
      const rows = [
        patch(first, { NumberOfEmployees: 'x' }, null),
        patch(accountKey(2), { Phone: '7' }, null),
      ];
      expect(answered(await sync.crm.write(rows)).map(({ kind }) => kind)).toEqual(['refused', 'written']);
    },
  },
  sameSecondEdits: {
    fares: async ({ sync, org, clock }) => {
      clock.org += 10_000;
      org.update(idOf('Account', 1), { Phone: '9' });
      const { readAt, modifiedAt } = await foundOne(sync, first);
      const step = sync.crm.capabilities.stampMs ?? 0;
      // The core leaves such a reading alone until the second is over.
      expect(Math.floor(readAt / step) <= Math.floor(modifiedAt / step)).toBe(true);
      clock.org += 2_000;
      expect(Math.floor((await foundOne(sync, first)).readAt / step) > Math.floor(modifiedAt / step)).toBe(
        true,
      );
    },
  },
  etagOnAccountOnly: {
    fares: async (world) => {
      world.org.create('Contact', { LastName: 'Holm' });
      const contacts = await world.open('Contact', [field('LastName')]);
      const key = keyOf(idOf('Contact', 1), 'Contact');
      const { version } = await foundOne(contacts, key);
      world.clock.org += 10_000;
      world.org.update(idOf('Contact', 1), { LastName: 'Somebody' });
      expect(answered(await contacts.crm.write([patch(key, { LastName: 'Else' }, version)]))).toEqual([
        { kind: 'stale' },
      ]);
    },
  },
  updatedWindow: {
    fares: async (world) => {
      world.clock.org += 90 * 86_400_000;
      const { feed } = await world.as(fixedSession(world.org.accessToken())).open('Account', [], anySignal());
      expect(answered(await feed.changes(null, null)).changes).toHaveLength(3);
    },
  },
  deletedPurge: {
    fares: async (world) => {
      world.org.remove(idOf('Account', 1));
      world.clock.org += 16 * 86_400_000;
      const later = await world.as(fixedSession(world.org.accessToken())).open('Account', [], anySignal());
      expect(answered(await later.feed.changes(null, null)).changes).toHaveLength(2);
      expect(answered(await later.deletesKnownFrom())).toBeGreaterThan(world.clock.org - 16 * 86_400_000);
      expect(answered(await later.crm.read([first]))).toEqual([{ kind: 'absent' }]);
    },
  },
  mergedAway: {
    fares: async ({ sync, org }) => {
      org.merge(idOf('Account', 2), idOf('Account', 1));
      expect(answered(await sync.crm.read([first]))).toMatchObject([
        { kind: 'deleted', mergedInto: accountKey(2) },
      ]);
    },
  },
  rowLock: {
    setting: { times: 1 },
    fares: async (world) => {
      expect(await change(world, { Phone: '7' })).toEqual({ kind: 'stale' });
      expect(await change(world, { Phone: '7' })).toMatchObject({ kind: 'written' });
    },
  },
  uniqueFields: {
    fares: async (world) => {
      expect(await made(world, 'k', 'Once')).toMatchObject({ kind: 'created' });
      expect(await made(world, 'k', 'Twice')).toMatchObject({ kind: 'exists', id: accountKey(4) });
    },
  },
  duplicateRule: {
    setting: { object: 'Account', field: 'Name' },
    fares: async (world) => {
      expect(await made(world, 'k', 'Account 1')).toMatchObject({ kind: 'exists', id: first });
    },
  },
  validationRule: {
    setting: { object: 'Account', field: 'Credit_Limit__c', above: 5, message: 'Ask finance first.' },
    fares: async (world) => {
      expect(await change(world, { Credit_Limit__c: 900 })).toMatchObject({
        kind: 'refused',
        fields: ['Credit_Limit__c'],
        reason: { message: 'Ask finance first.' },
      });
    },
  },
  picklistNarrowed: {
    setting: { object: 'Account', field: 'Type', without: 'Customer' },
    fares: async (world) => {
      expect(await change(world, { Type: 'Customer' })).toMatchObject({ kind: 'refused', fields: ['Type'] });
    },
  },
  fieldDeleted: {
    setting: { object: 'Account', field: 'Phone' },
    fares: async ({ sync }) => {
      expect((await foundOne(sync, first)).cells).not.toHaveProperty('Phone');
      expect(sync.unseenFields()).toEqual(['Phone']);
    },
  },
  recordReadOnly: {
    setting: (world) => ({ user: user(world), id: idOf('Account', 1) }),
    fares: async (world) => {
      expect(await change(world, { Phone: '7' })).toMatchObject({
        kind: 'refused',
        reason: { code: 'INSUFFICIENT_ACCESS_OR_READONLY' },
      });
    },
  },
  unavailable: {
    setting: { times: 1 },
    fares: async ({ sync }) => {
      expect(await sync.crm.write([patch(first, { Phone: '7' }, null)])).toEqual({ kind: 'lost' });
    },
  },
  connectionDrops: {
    setting: { times: 1, when: 'after', matching: '/composite' },
    fares: async ({ sync, org }) => {
      const answer = await sync.creator?.create([row('k', 'Once')]);
      expect(answer).toEqual({ kind: 'lost' });
      expect(answered((await sync.creator?.withKey(['k' as TwinKey])) ?? { kind: 'lost' })).toEqual([
        [accountKey(4)],
      ]);
      expect(org.records('Account')).toHaveLength(4);
    },
  },
  landsLate: {
    setting: { times: 1 },
    fares: async ({ sync, org }) => {
      expect(await sync.creator?.create([row('k', 'Once')])).toEqual({ kind: 'lost' });
      await sync.creator?.create([row('k', 'Once')]);
      await org.landLate();
      expect(org.records('Account')).toHaveLength(4);
    },
  },
  neverAnswers: {
    setting: { times: 1 },
    fares: async ({ sync }) => {
      vi.useFakeTimers();
      const answer = sync.crm.write([patch(first, { Phone: '7' }, null)]);
      await vi.advanceTimersByTimeAsync(20_000);
      expect(await answer).toEqual({ kind: 'lost' });
    },
  },
  visibilityLag: {
    setting: { ms: 5_000 },
    fares: async ({ sync, org, clock }) => {
      clock.org += 60_000;
      org.update(idOf('Account', 1), { Phone: '7' });
      // The record itself does not lag; what the feed lags by is what its readers overlap.
      expect((await foundOne(sync, first)).cells[field('Phone')]?.seen).toEqual(asValue('7'));
      expect(sync.creator?.capabilities.visibleMs).toBeGreaterThan(5_000);
    },
  },
  fieldHidden: {
    setting: (world) => ({ user: user(world), object: 'Account', field: 'Phone' }),
    fares: async ({ sync }) => {
      expect((await foundOne(sync, first)).cells).not.toHaveProperty('Phone');
      expect(sync.unseenFields()).toEqual(['Phone']);
    },
  },
  recordHidden: {
    setting: (world) => ({ user: user(world), id: idOf('Account', 1) }),
    fares: async ({ sync }) => {
      expect(answered(await sync.crm.read([first]))).toEqual([{ kind: 'absent' }]);
    },
  },
  valuesRewritten: {
    fares: async (world) => {
      expect(await change(world, { Name: ' Harbour ', Credit_Limit__c: 1_001 })).toMatchObject({
        stored: { Name: asValue('Harbour'), Credit_Limit__c: asValue(1_001) },
      });
    },
  },
};

afterEach(() => {
  vi.useRealTimers();
});

const fare = async <N extends BiteName>(name: N): Promise<void> => {
  const story: Story<N> | Elsewhere = STORIES[name];
  if (typeof story === 'string') return;
  const synced = syncedOrg({ Account: accounts(3) });
  const world: Opened = { ...synced, sync: await synced.open() };
  const { setting = BITES[name].usual } = story;
  if (setting === null) throw new Error(`The story of ${name} says no setting.`);
  world.org.bites.on(name, typeof setting === 'function' ? setting(world) : setting);
  await story.fares(world);
};

describe('the sync where an org bites', () => {
  test.each(BITE_NAMES.filter((name) => typeof STORIES[name] !== 'string'))('%s', fare);

  test('meets every bite, or says where else it is met', () => {
    expect(Object.keys(STORIES).toSorted()).toEqual(BITE_NAMES.toSorted());
  });
});
