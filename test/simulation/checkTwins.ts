import { fieldOn, type SideName, sourceOf } from '../../lib/sync/rule.ts';
import type { SimRecord } from './system.ts';
import type { World } from './world.ts';

/** Every record that is to have a twin has exactly one, and a person knows of whatever is more than that. */
export const checkTwins = (world: World): void => {
  const { create } = world.scenario;
  if (create === null) return;
  for (const side of ['crm', 'erp'] as const) {
    checkMadeOnce(world, side);
    if (side === 'crm' ? create.toErp : create.toCrm) checkEverybodyMet(world, side);
  }
  checkMatches(world);
  for (const id of world.api.twins.disinherited)
    world.violate('createdOnce', `${id} was given a second twin, beside that of the records merged into it`);
};

/** By source, whatever keys its twins bear. */
const checkMadeOnce = (world: World, side: SideName): void => {
  const { claims, suspects } = world.api.twins;
  const bySource = new Map<string, SimRecord[]>();
  for (const record of world.system(side).records.values()) {
    if (record.key === null || record.gone !== null) continue;
    const source = claims.get(record.key)?.of.id ?? record.key;
    bySource.set(source, [...(bySource.get(source) ?? []), record]);
  }
  for (const [source, records] of bySource) {
    const unknown = records.filter(({ id }) => !suspects.has(id) && world.linksOf(side, id).length === 0);
    const linked = records.filter(({ id }) => world.linksOf(side, id).some(({ ended }) => !ended));
    if (unknown.length > 0)
      world.violate('createdOnce', `${source}: nobody knows of ${unknown.map(({ id }) => id).join(', ')}`);
    const { late, traits } = world.system(side);
    const keys = new Set(records.flatMap(({ key }) => key ?? []));
    const allowed = traits.uniqueKeys ? 0 : [...keys].reduce((sum, key) => sum + (late.get(key) ?? 0), 0);
    if (records.length > 1 + allowed)
      world.violate('createdOnce', `${source}: made ${records.length} times for no reason`);
    if (linked.length > 1)
      world.violate('createdOnce', `${source}: ${linked.map(({ id }) => id).join(', ')} are all its twins`);
  }
};

const checkEverybodyMet = (world: World, side: SideName): void => {
  const { questions, suspects, claims } = world.api.twins;
  for (const record of world.system(side).records.values()) {
    const { id, gone, key } = record;
    if (
      gone !== null ||
      isEmpty(world, side, record) ||
      suspects.has(id) ||
      questions.get(id)?.wanted === false
    )
      continue;
    if (key !== null && claims.has(key)) continue;
    if (world.linksOf(side, id).length === 0)
      world.violate('convergence', `${side} ${id} has no twin, and nobody was asked`);
  }
};

/** Nothing in it would flow to the other side. */
const isEmpty = (world: World, side: SideName, { fields }: SimRecord): boolean =>
  world.api.mapping.rules.every((rule) => {
    const source = sourceOf(rule);
    if (source !== null && source !== side) return true;
    return fields.get(fieldOn(rule, side))?.stored.kind !== 'value';
  });

const checkMatches = (world: World): void => {
  const { autoLinks, alike, made, questions } = world.api.twins;
  for (const { crm, erp } of autoLinks) {
    const certain = (alike.get(crm) ?? []).filter((each) => each.certain);
    if (certain.length !== 1 || certain[0]?.id !== erp)
      world.violate('neverAutoLinkedFuzzy', `${crm} was linked with ${erp} without being certain`);
  }
  for (const source of made.keys())
    if ((alike.get(source) ?? []).length > 0 && questions.get(source)?.wanted !== true)
      world.violate(
        'matchedFirst',
        `${source} was given a new twin although there were some that it might be`,
      );
};
