import type { SideName } from '../../lib/sync/rule.ts';
import { type Stored, sameStored } from '../../lib/sync/value.ts';
import { ancestors, type Instance, identOf, supersedes } from './instance.ts';
import type { Held, SimRecord, Witness } from './system.ts';
import type { World } from './world.ts';

/** A value that a write of the sync replaced although the writer could not have known it. Excused, or a violation: `check.ts`. */
export interface Suspect {
  readonly kind: 'overwritten' | 'swallowed';
  readonly side: SideName;
  readonly record: string;
  readonly field: string;
  readonly lost: Instance;
  readonly winner: Instance | null;
  /** Milliseconds between the writer's last look at the record and its write; null = the value was there when it looked. */
  readonly unseenFor: number | null;
}

export interface LandedWrite {
  readonly side: SideName;
  readonly record: string;
  readonly field: string;
  readonly after: Stored;
  /** It stood like that already, perhaps because the system made it so. */
  readonly same: boolean;
}

/** When a browser last read a record, and how many values had been typed by then. */
export interface Look {
  readonly at: number;
  readonly typed: number;
}

const unseen = (world: World, lost: Instance, { at, typed }: Look): number | null =>
  lost.order >= typed ? world.now - at : null;

/** Watches one request of the sync land. `lookedAt` = when its sender had last read that record, true time. */
export const witnessFor = (world: World, lookedAt: (side: SideName, record: string) => Look): Witness => ({
  overwritten: (side, record, field, held, after) => {
    checkRuleOf(world, side, record, field, after, held);
    const winner = instanceBehind(world, side, record, field, held, after);
    const lost = held.instance;
    const same = sameStored(world.system(side).shaped(field, after), held.stored);
    world.landed.push({ side, record: record.id, field, after, same });
    world.tell(() => `${side} ${record.id}.${field}: sync writes ${identOf(after)} over ${lost.ident}`);
    if (winner === lost) return winner;
    if (supersedes(winner, lost)) {
      // It stands after `lost` from now on, even where only the value was the same.
      const [before, behind] = [ancestors(winner), ancestors(lost)];
      if (!before.has(lost) && !behind.has(winner)) winner.parents.push(lost);
      return winner;
    }
    const unseenFor = unseen(world, lost, lookedAt(side, record.id));
    world.suspects.push({ kind: 'overwritten', side, record: record.id, field, lost, winner, unseenFor });
    if (lost !== winner) winner.parents.push(lost);
    return winner;
  },
  archived: (side, record) => {
    world.tell(() => `${side} ${record.id}: sync archives it`);
    world.archives.push({ side, record: record.id });
    witnessArchive(world, side, record, lookedAt(side, record.id));
  },
  created: (side, field, stored) => {
    const ident = identOf(stored);
    const typed = world.instances.findLast(
      (each) => each.ident === ident && each.field === world.family(field),
    );
    return typed ?? world.typed(side, field, ident, []);
  },
});

/** What no mapping can allow, and what none of these has allowed. */
const checkRuleOf = (
  world: World,
  side: SideName,
  record: SimRecord,
  field: string,
  after: Stored,
  held: Held,
): void => {
  if (side === 'erp' && field === 'limit')
    world.violate('financeOwned', `${record.id}.${field}: the sync wrote into what finance owns`);
  const allowed = world.api.mappings.some(({ rules }) => rules.some(({ blanks }) => blanks === 'propagate'));
  if (after.kind === 'blank' && held.stored.kind === 'value' && !allowed && world.api.decided.size === 0)
    world.violate('blankNeverOverwrites', `${side} ${record.id}.${field}: a blank took the place of a value`);
};

/** The newest act of typing this value, on the side that it was carried from. */
const instanceBehind = (
  world: World,
  side: SideName,
  record: SimRecord,
  field: string,
  held: Held,
  after: Stored,
): Instance => {
  const ident = identOf(after);
  if (ident === held.instance.ident) return held.instance;
  // Under any name that the field has had: the mapping may have been edited while this was on its way.
  const there = world
    .twinsOf(side, record.id)
    .flatMap((twin) => [...twin.fields])
    .filter(([name, { instance }]) => world.family(name) === world.family(field) && instance.ident === ident)
    .map(([, { instance }]) => instance)
    .toSorted((a, b) => a.order - b.order);
  const typed = world.instances.filter((each) => each.ident === ident && each.field === world.family(field));
  // Blanks, and fields of the same family, look alike: the benefit of the doubt about which one was carried.
  const alike = ident === 'blank' || there.length === 0 ? typed : there;
  return (
    alike.findLast((each) => supersedes(each, held.instance)) ??
    alike.at(-1) ??
    world.typed(side, field, ident, [])
  );
};

const witnessArchive = (world: World, side: SideName, record: SimRecord, looked: Look): void => {
  const twins = world.twinsOf(side, record.id);
  const dead = twins.map((twin) => world.survivorOf(twin)).filter(({ gone }) => gone !== null);
  if (dead.length === 0) {
    world.violate(
      'notSeenNeverDeleted',
      `${side} ${record.id} was archived although its twin was not deleted`,
    );
    return;
  }
  for (const [field, held] of record.fields) {
    if (!world.isMapped(side, field) || held.stored.kind === 'blank') continue;
    const known = dead.some((twin) => {
      return [...twin.fields].some(
        ([name, { instance }]) =>
          world.family(name) === world.family(field) &&
          (instance === held.instance || supersedes(instance, held.instance)),
      );
    });
    if (known) continue;
    const unseenFor = unseen(world, held.instance, looked);
    world.suspects.push({
      kind: 'swallowed',
      side,
      record: record.id,
      field,
      lost: held.instance,
      winner: null,
      unseenFor,
    });
  }
  if (record.openDocuments && record.touchedAt < looked.at && !world.isDecided(side, record.id, 'delete'))
    world.violate('deleteSwallowsNothing', `${side} ${record.id} was archived with open documents`);
};
