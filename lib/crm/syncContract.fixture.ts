// Long because it is one contract, read from top to bottom by whoever writes the next adapter.
import { describe, expect, test } from 'vitest';
import type { NewRecord } from '../sync/create/creator.ts';
import type { CrmId, FieldName, ServerTime, TwinKey } from '../sync/ids.ts';
import type { Answer, FeedPlace, WriteOutcome, WriteRow } from '../sync/ports.ts';
import { cellOf, type Found, type Reading } from '../sync/reading.ts';
import { asValue, BLANK, type Scalar, UNSEEN } from '../sync/value.ts';
import type { CrmObjectSync } from './syncPort.ts';

/** A simulated CRM with companies 1 to n, as an adapter's own tests build it. */
export interface ContractWorld {
  /** Opened on companies with these fields and no other. */
  readonly sync: CrmObjectSync;
  readonly text: FieldName;
  /** A text that must not be empty. */
  readonly required: FieldName;
  readonly amount: FieldName;
  key(n: number): CrmId;
  /** Somebody in the CRM, behind everybody's back. */
  edit(n: number, text: string): Promise<void> | void;
  remove(n: number): Promise<void> | void;
  merge(survivor: number, loser: number): Promise<void> | void;
  /** What the CRM itself has. */
  textOf(n: number): Promise<unknown> | unknown;
  /** So much later by the CRM's clock that no stamp is fresh and no change invisible. */
  settle(): void;
  /** The next request is done and its answer lost. */
  loseAnswer(): void;
  /** There are no more calls to be had. */
  limit(): void;
  /** Requests so far. */
  calls(): number;
}

const answered = <T>(answer: Answer<T>): T => {
  if (answer.kind !== 'answered') throw new Error(`It was not answered: ${JSON.stringify(answer)}`);
  return answer.value;
};
const foundIn = (reading: Reading<CrmId> | undefined): Found<CrmId> => {
  if (reading?.kind !== 'found') throw new Error(`It was not found: ${JSON.stringify(reading)}`);
  return reading;
};
const kinds = (rows: readonly ({ readonly kind: string } | undefined)[]): readonly string[] =>
  Array.from(rows, (row) => row?.kind ?? 'unknown');

const patch = (
  { id, version }: Found<CrmId>,
  sync: CrmObjectSync,
  fields: Record<string, Scalar | null>,
): WriteRow<CrmId> => ({
  id,
  expected: sync.crm.capabilities.locking === 'none' ? null : version,
  change: {
    kind: 'fields',
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        value === null ? { kind: 'cleared' } : asValue(value),
      ]),
    ),
  },
});

/** What the core relies on, of whichever CRM: the promises of `lib/sync/ports.ts` and `syncPort.ts`. */
export const keepsThePromises = (
  name: string,
  build: (companies: number) => Promise<ContractWorld>,
): void => {
  const settled = async (companies: number): Promise<ContractWorld> => {
    const world = await build(companies);
    world.settle();
    return world;
  };
  const read = async ({ sync, key }: ContractWorld, ...ns: readonly number[]) =>
    answered(await sync.crm.read(ns.map(key)));
  const readOne = async (world: ContractWorld, n: number) => foundIn((await read(world, n))[0]);
  const wholeFeed = async ({ sync }: ContractWorld, since: ServerTime | null) => {
    const places: FeedPlace[] = [];
    for (;;) {
      const { changes, more } = answered(await sync.feed.changes(since, places.at(-1) ?? null));
      places.push(...changes);
      if (!more) return places;
    }
  };

  describe(`${name} keeps the promises of a CRM that is read`, () => {
    test('in the order of the question, one per row, the same one as often as it is asked for', async () => {
      const world = await settled(3);
      const readings = await read(world, 3, 1, 3, 2);
      expect(readings.map((reading) => foundIn(reading).id)).toEqual([3, 1, 3, 2].map(world.key));
    });

    test('by the clock of the CRM, with a version that only changes with the record', async () => {
      const world = await settled(2);
      const before = await readOne(world, 1);
      expect(before.readAt).toBeGreaterThan(before.modifiedAt);
      expect((await readOne(world, 1)).version).toBe(before.version);
      await world.edit(1, 'edited');
      world.settle();
      const after = await readOne(world, 1);
      expect(after.version).not.toBe(before.version);
      expect(after.modifiedAt).toBeGreaterThan(before.modifiedAt);
    });

    test('and whose feed tells the time of the CRM', async () => {
      const world = await settled(2);
      const record = await readOne(world, 1);
      const { readAt } = answered(await world.sync.feed.changes(null, null));
      expect(readAt).toBeGreaterThan(record.modifiedAt);
      world.settle();
      expect(answered(await world.sync.feed.changes(null, null)).readAt).toBeGreaterThan(
        readAt ?? Number.NaN,
      );
    });

    test('with the mapped fields and no other', async () => {
      const world = await settled(1);
      const { cells } = await readOne(world, 1);
      expect(Object.keys(cells).toSorted()).toEqual([world.text, world.required, world.amount].toSorted());
      expect(cellOf(cells, 'elsewhere' as FieldName).seen).toEqual(UNSEEN);
      expect(world.sync.unseenFields()).toEqual([]);
    });

    test('of what is gone with proof, and of what was never there without', async () => {
      const world = await settled(4);
      await world.remove(2);
      world.settle();
      expect(kinds(await read(world, 1, 2, 3, 99))).toEqual(['found', 'deleted', 'found', 'absent']);
    });

    test('of what was merged away under its survivor: named, or answering in its place', async () => {
      const world = await settled(3);
      await world.merge(1, 2);
      world.settle();
      const [reading] = await read(world, 2);
      const survivor = reading?.kind === 'deleted' ? reading.mergedInto : foundIn(reading).id;
      expect(survivor).not.toBeNull();
      expect(survivor).not.toBe(world.key(2));
    });

    test('without a call where nothing is asked', async () => {
      const world = await settled(1);
      const before = world.calls();
      expect(await read(world)).toEqual([]);
      expect(answered(await world.sync.crm.write([]))).toEqual([]);
      expect(world.calls()).toBe(before);
    });
  });

  describe(`${name} keeps the promises of a feed`, () => {
    test('that shows everything once, in order, and from a moment on what changed since', async () => {
      const world = await settled(7);
      const places = await wholeFeed(world, null);
      expect(places.map(({ id }) => id).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7].map(world.key).toSorted());
      const times = places.map(({ modifiedAt }) => modifiedAt);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      const { readAt } = await readOne(world, 1);
      await world.edit(4, 'edited');
      world.settle();
      expect((await wholeFeed(world, readAt)).map(({ id }) => id)).toEqual([world.key(4)]);
    });

    test('that has what was deleted in it, and a list of ids that has not', async () => {
      const world = await settled(3);
      const { readAt } = await readOne(world, 1);
      await world.remove(2);
      world.settle();
      expect((await wholeFeed(world, readAt)).map(({ id }) => id)).toContain(world.key(2));
      const ids: CrmId[] = [];
      for await (const page of world.sync.visibleIds()) ids.push(...answered(page));
      expect(ids.toSorted()).toEqual([1, 3].map(world.key).toSorted());
      expect(answered(await world.sync.deletesKnownFrom())).toBeLessThan(readAt);
    });
  });

  describe(`${name} keeps the promises of a CRM that is written`, () => {
    const write = async (
      world: ContractWorld,
      fields: Record<string, Scalar | null>,
      ...ns: readonly number[]
    ) => {
      const rows = await Promise.all(ns.map(async (n) => patch(await readOne(world, n), world.sync, fields)));
      return world.sync.crm.write(rows);
    };

    test('row by row: what is answered as stored is what stands there', async () => {
      const world = await settled(3);
      const fields = { [world.text]: '  seven ', [world.amount]: 123_456 };
      const outcomes = answered(await write(world, fields, 3, 1));
      expect(outcomes.map((outcome) => outcome.kind === 'written' && outcome.id)).toEqual(
        [3, 1].map(world.key),
      );
      world.settle();
      for (const [place, n] of [3, 1].entries()) {
        const { cells } = await readOne(world, n);
        const outcome = outcomes[place];
        const stored = outcome?.kind === 'written' ? outcome.stored : null;
        for (const [field, value] of Object.entries(stored ?? {}))
          expect(cellOf(cells, field as FieldName).seen).toEqual(value);
        expect(cellOf(cells, world.amount).seen).toEqual(asValue(123_456));
      }
      expect(await world.textOf(2)).not.toContain('seven');
    });

    test('and cleared: a blank is read where one was written', async () => {
      const world = await settled(1);
      answered(await write(world, { [world.text]: null }, 1));
      world.settle();
      expect(cellOf((await readOne(world, 1)).cells, world.text).seen).toEqual(BLANK);
    });

    test('never over a version that it was not told of, where it has a lock', async () => {
      const world = await settled(1);
      const { sync } = world;
      const read = await readOne(world, 1);
      await world.edit(1, 'somebody');
      world.settle();
      const [outcome] = answered(await sync.crm.write([patch(read, sync, { [world.text]: 'ours' })]));
      if (sync.crm.capabilities.locking === 'none') return expect(outcome?.kind).toBe('written');
      expect([outcome?.kind, await world.textOf(1)]).toEqual(['stale', 'somebody']);
    });

    test('with a reason for every refusal, which takes no other row along', async () => {
      const world = await settled(3);
      const rows = await Promise.all(
        [1, 2, 3].map(async (n) =>
          patch(
            await readOne(world, n),
            world.sync,
            n === 2 ? { [world.required]: null } : { [world.text]: '7' },
          ),
        ),
      );
      const outcomes = answered(await world.sync.crm.write(rows));
      expect(kinds(outcomes)).toEqual(['written', 'refused', 'written']);
      const refused = outcomes[1] as Extract<WriteOutcome<CrmId>, { kind: 'refused' }>;
      expect(refused.fields).toEqual([world.required]);
      expect(refused.reason.code.length).toBeGreaterThan(0);
      expect(refused.reason.message.length).toBeGreaterThan(0);
    });

    test('archived: gone with proof, and gone again the second time', async () => {
      const world = await settled(2);
      const { sync } = world;
      const { id, version } = await readOne(world, 1);
      const expected = sync.crm.capabilities.locking === 'none' ? null : version;
      const archive = { id, expected, change: { kind: 'archive' } } as const;
      expect(kinds(answered(await sync.crm.write([archive])))).toEqual(['written']);
      world.settle();
      expect(kinds(await read(world, 1, 2))).toEqual(['deleted', 'found']);
    });

    test('or nobody knows: an answer that is lost is no "no"', async () => {
      const world = await settled(1);
      const row = patch(await readOne(world, 1), world.sync, { [world.text]: 'landed' });
      world.loseAnswer();
      const answer = await world.sync.crm.write([row]);
      expect(answer.kind === 'answered' ? kinds(answer.value) : answer.kind).toEqual(
        answer.kind === 'answered' ? ['unknown'] : 'lost',
      );
      expect(await world.textOf(1)).toBe('landed');
    });

    test('or was not sent, which it says together with why', async () => {
      const world = await settled(1);
      const row = patch(await readOne(world, 1), world.sync, { [world.text]: 'never' });
      world.limit();
      const notSent = { kind: 'notSent', reason: 'rateLimited' };
      expect(await world.sync.crm.write([row])).toEqual(notSent);
      expect(await world.sync.crm.read([world.key(1)])).toEqual(notSent);
      expect(await world.sync.feed.changes(null, null)).toEqual(notSent);
      expect(await world.textOf(1)).not.toBe('never');
    });
  });

  describe(`${name} keeps the promises of a creator`, () => {
    const row = (world: ContractWorld, key: string): NewRecord => ({
      key: key as TwinKey,
      fields: { [world.required]: asValue(`Made by ${key}`), [world.amount]: asValue(4_200) },
    });
    const creating = async (companies: number) => {
      const world = await settled(companies);
      const { creator } = world.sync;
      if (creator === null) throw new Error('There is no creator.');
      return { ...world, world, creator };
    };

    test('that makes each record once, and finds it by its key', async () => {
      const { world, creator, settle } = await creating(1);
      const outcomes = answered(await creator.create(['one', 'two'].map((key) => row(world, key))));
      expect(kinds(outcomes)).toEqual(['created', 'created']);
      const ids = outcomes.map((outcome) => (outcome.kind === 'created' ? outcome.id : null));
      settle();
      const keys = ['two', 'three', 'one'] as TwinKey[];
      expect(answered(await creator.withKey(keys))).toEqual([[ids[1]], [], [ids[0]]]);
      const [made] = answered(await world.sync.crm.read(ids.slice(0, 1) as CrmId[]));
      expect(cellOf(foundIn(made).cells, world.amount).seen).toEqual(asValue(4_200));
    });

    test('that makes no second one with the same key, where it says that keys are unique', async () => {
      const { world, creator, settle } = await creating(1);
      answered(await creator.create([row(world, 'one')]));
      settle();
      if (!creator.capabilities.unique) return;
      expect(kinds(answered(await creator.create([row(world, 'one')])))).toEqual(['exists']);
      expect(answered(await creator.withKey(['one' as TwinKey]))[0]).toHaveLength(1);
    });

    test('whose lost answer leaves a record that its key finds', async () => {
      const { world, creator, settle, loseAnswer } = await creating(1);
      loseAnswer();
      const answer = await creator.create([row(world, 'one')]);
      expect(answer.kind === 'answered' ? kinds(answer.value) : answer.kind).toEqual(
        answer.kind === 'answered' ? ['unknown'] : 'lost',
      );
      settle();
      expect(answered(await creator.withKey(['one' as TwinKey]))[0]).toHaveLength(1);
    });
  });
};
