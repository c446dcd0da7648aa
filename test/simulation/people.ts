import type { CrmId, ErpId } from '../../lib/sync/ids.ts';
import type { SideName } from '../../lib/sync/rule.ts';
import { BLANK } from '../../lib/sync/value.ts';
import { type Instance, identOf } from './instance.ts';
import type { ActionName } from './scenario.ts';
import type { SimRecord } from './system.ts';
import type { World } from './world.ts';

const SIDES = ['crm', 'erp'] as const;

const living = (world: World, side: SideName): SimRecord[] =>
  [...world.system(side).records.values()].filter(({ gone }) => gone === null);

/** What people do in the two systems, with no thought for the sync. `false` = there was nothing to do it to. */
const actions: Readonly<Record<ActionName, (world: World) => boolean>> = {
  edit: (world) => typeInto(world, 'new'),
  clear: (world) => typeInto(world, 'nothing'),
  returnToBase: (world) => typeInto(world, 'earlier'),

  delete: (world) => {
    const side = world.random.pick(SIDES);
    const record = anyOf(world, living(world, side));
    if (record === null || record.openDocuments) return false;
    const system = world.system(side);
    record.gone = { at: system.clock(), mergedInto: null };
    system.touch(record);
    if (side === 'erp') world.api.announce({ kind: 'erp', id: record.id as ErpId });
    world.tell(() => `somebody deletes ${side} ${record.id}`);
    return true;
  },

  documents: (world) => {
    const record = anyOf(world, living(world, 'erp'));
    if (record === null) return false;
    record.openDocuments = !record.openDocuments;
    world.erp.touch(record);
    world.api.announce({ kind: 'erp', id: record.id as ErpId });
    world.tell(() => `erp ${record.id} ${record.openDocuments ? 'has' : 'no longer has'} open documents`);
    return true;
  },

  merge: (world) => {
    const from = anyOf(world, living(world, 'crm'));
    if (from === null) return false;
    const others = living(world, 'crm').filter((record) => record !== from);
    if (!world.crm.traits.oldIdsAnswer && others.length > 0 && world.random.chance(0.6)) {
      const into = world.random.pick(others);
      return mergeInto(world, [from], into, into);
    }
    const made = world.addRecord('crm', `M${world.crm.records.size}`);
    const partner = others.length > 0 && world.random.chance(0.5) ? [world.random.pick(others)] : [];
    return mergeInto(world, [from, ...partner], made, null);
  },

  unlink: (world) => {
    const link = anyOf(
      world,
      [...world.api.links.values()].filter(({ ended }) => !ended),
    );
    if (link === null || !world.api.unlink(link.id)) return false;
    world.tell(() => `somebody unlinks ${link.id}`);
    return true;
  },

  relink: (world) => {
    const crm = anyOf(world, living(world, 'crm'));
    const erp = anyOf(world, living(world, 'erp'));
    if (crm === null || erp === null) return false;
    const link = world.api.connect(crm.id, erp.id);
    if (link !== null) world.tell(() => `somebody links ${crm.id} with ${erp.id}: ${link.id}`);
    return link !== null;
  },

  editMapping: (world) => {
    const { random } = world;
    world.newMapping(
      () => ({
        policy: random.pick(['lastWriteWins', 'crmWins', 'erpWins', 'ask']),
        blanks: random.pick(['keep', 'propagate']),
      }),
      world.renamed,
    );
    return true;
  },

  renameField: (world) => {
    world.renamed = !world.renamed;
    world.newMapping(() => ({}), world.renamed);
    return true;
  },

  rights: (world) => {
    const browser = world.random.pick(world.browsers);
    const side = world.random.pick(SIDES);
    const { hiddenRecords, hiddenFields, readOnlyFields } = browser.rights[side];
    const record = anyOf(world, living(world, side));
    if (record === null) return false;
    const field = world.random.pick([...record.fields.keys()]);
    const toggled = world.random.pick([
      [hiddenRecords, record.id],
      [hiddenFields, field],
      [readOnlyFields, field],
    ] as const);
    const [set, what] = toggled;
    if (!set.delete(what)) set.add(what);
    world.rightsChanged = true;
    world.tell(() => `the rights of ${browser.name} on ${side} ${what} change`);
    return true;
  },

  refuse: (world) => {
    const side = world.random.pick(SIDES);
    const { refusing } = world.system(side);
    const field = world.random.pick(['name', 'amount', 'limit', 'note', 'currency']);
    if (!refusing.delete(field)) refusing.add(field);
    world.tell(() => `${side} ${refusing.has(field) ? 'refuses' : 'takes'} ${field}`);
    return true;
  },

  decide: (world) => {
    const open = [...world.api.links.values()].flatMap((link) =>
      link.ended ? [] : [...link.conflicts.values()].map((conflict) => ({ link, conflict })),
    );
    const question = anyOf(
      world,
      open.filter(({ conflict }) => conflict.decision === null),
    );
    if (question === null) return false;
    const side = world.random.pick(SIDES);
    world.tell(() => `somebody answers ${question.link.id} ${question.conflict.key}: ${side}`);
    return world.api.decide(question.link.id, question.conflict.key, side);
  },

  convert: (world) => {
    const { id } = world.random.pick([...world.orders.opportunities.values()]);
    for (const browser of world.browsers) if (world.random.chance(0.7)) browser.convert(id);
    return true;
  },

  editOpportunity: (world) => {
    const opportunity = world.random.pick(world.orders.living());
    opportunity.content += 1;
    world.tell(() => `somebody edits opportunity ${opportunity.id}: ${opportunity.content}`);
    return true;
  },

  mergeOpportunities: (world) => {
    const [into, from] = world.orders.living();
    if (into === undefined || from === undefined) return false;
    from.mergedInto = into.id;
    from.mergedAt = world.now;
    world.tell(() => `somebody merges opportunity ${from.id} into ${into.id}`);
    return true;
  },

  newRecord: (world) => {
    const side = world.random.pick(SIDES);
    const { size } = world.system(side).records;
    const { id } = world.addRecord(side, `${side === 'crm' ? 'U' : 'V'}${size}`);
    world.tell(() => `somebody makes ${side} ${id}`);
    return true;
  },

  noneOfThose: (world) => {
    const open = [...world.api.twins.questions].filter(([, { wanted }]) => !wanted);
    const question = anyOf(world, open);
    if (question === null) return false;
    const [id, answer] = question;
    answer.wanted = true;
    world.api.announce(
      world.crm.records.has(id) ? { kind: 'crm', id: id as CrmId } : { kind: 'erp', id: id as ErpId },
    );
    world.tell(() => `somebody says that ${id} is none of those`);
    return true;
  },

  syncRecord: (world) => {
    const link = anyOf(world, [...world.api.links.values()]);
    if (link === null) return false;
    world.random.pick(world.browsers).start('record', { kind: 'record', link: link.id });
    return true;
  },

  cancel: (world) => world.random.pick(world.browsers).cancel(),

  approve: (world) => {
    const some = world.api.approve();
    if (some) world.tell(() => 'somebody approves what the brake holds');
    return some;
  },
};

const anyOf = <T>(world: World, from: readonly T[]): T | null =>
  from.length === 0 ? null : world.random.pick(from);

const typeInto = (world: World, what: 'new' | 'nothing' | 'earlier'): boolean => {
  const side = world.random.pick(SIDES);
  const system = world.system(side);
  const record = anyOf(world, living(world, side));
  if (record === null) return false;
  const fields = [...record.fields.keys()].filter((field) => field !== 'title' || world.renamed);
  const field = world.random.pick(fields);
  const held = record.fields.get(field);
  if (held === undefined) return false;
  const earlier = held.instance.parents.at(-1);
  const before = what === 'earlier' ? valueTyped(world, side, record, field, earlier) : null;
  if (what === 'earlier' && before === null) return false;
  const stored = before ?? (what === 'nothing' ? BLANK : world.newValue(field));
  const instance = world.typed(side, field, identOf(stored), [held.instance]);
  system.set(record, field, stored, instance);
  system.touch(record);
  world.noteGroup(record);
  if (side === 'erp') world.api.announce({ kind: 'erp', id: record.id as ErpId });
  world.tell(() => `somebody types ${side} ${record.id}.${field}: ${instance.ident}`);
  return true;
};

/** The very value that stood there before, as this system keeps it. */
const valueTyped = (
  world: World,
  side: SideName,
  record: SimRecord,
  field: string,
  earlier: Instance | undefined,
) => {
  if (earlier === undefined) return null;
  const history = record.fields.get(field)?.history ?? [];
  const entry = history.findLast(({ value }) => identOf(value) === earlier.ident);
  return entry === undefined ? null : world.system(side).shaped(field, entry.value);
};

/** Every field of the survivor is one of the merged ones', and somebody chose which. */
const mergeInto = (
  world: World,
  from: readonly SimRecord[],
  into: SimRecord,
  kept: SimRecord | null,
): boolean => {
  for (const [field, held] of into.fields) {
    const choices = [...from, ...(kept === null ? [] : [kept])].flatMap(
      (record) => record.fields.get(field) ?? [],
    );
    const chosen = world.random.pick(choices);
    const parents = choices.map(({ instance }) => instance);
    const { stored } = chosen;
    const instance =
      chosen === held && choices.every((each) => each.instance === held.instance)
        ? held.instance
        : world.typed('crm', field, identOf(stored), parents);
    world.crm.set(into, field, stored, instance);
  }
  if (kept === null) {
    into.formerly = from.map(({ id }) => id);
    const heirs = [...world.api.links.values()].filter(
      ({ ended, crm }) => !ended && into.formerly.includes(crm),
    );
    world.api.twins.heirs.set(
      into.id,
      heirs.map(({ id }) => id),
    );
  }
  for (const record of from) {
    record.gone = { at: world.crm.clock(), mergedInto: into.id };
    world.crm.touch(record);
  }
  world.crm.touch(into);
  world.noteGroup(into);
  world.tell(() => `somebody merges ${from.map(({ id }) => id).join(' and ')} into ${into.id as CrmId}`);
  return true;
};

export const act = (world: World): boolean => actions[world.random.pick(world.scenario.actions)](world);
