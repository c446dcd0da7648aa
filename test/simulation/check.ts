import { checkLedger } from './checkLedger.ts';
import { isLoserWithReason } from './checkLosers.ts';
import { checkOrders } from './checkOrders.ts';
import { checkTwins } from './checkTwins.ts';
import type { StoredLink } from './erpApi.ts';
import { identOf } from './instance.ts';
import type { Suspect } from './witness.ts';
import { groupOf, type World } from './world.ts';

/** All invariants that a finished story can be judged by. Answers the width of every exempt window. */
export const check = (world: World): readonly number[] => {
  const exempt: number[] = [];
  for (const suspect of world.suspects) {
    const { capabilities } = world.system(suspect.side).traits;
    const open = capabilities.locking === 'none' && !capabilities.history;
    if (suspect.unseenFor !== null && open) exempt.push(suspect.unseenFor);
    else if (!isExcused(world, suspect)) {
      const { kind, side, record, field, lost, winner } = suspect;
      world.violate(
        kind === 'swallowed' ? 'deleteSwallowsNothing' : 'noLostWrite',
        `${side} ${record}.${field}: ${lost.ident} was ${kind}${winner === null ? '' : ` by ${winner.ident}`} and nobody was asked`,
      );
    }
  }
  if (world.violations.length > 0) return exempt;
  for (const link of world.api.links.values()) if (!link.ended) checkConverged(world, link);
  for (const run of world.api.heedless)
    world.violate('brakeHolds', `${run} was to wait for a person, and wrote`);
  for (const run of world.api.beyond)
    world.violate('brakeHolds', `${run} wrote more records than a person had approved`);
  checkGroups(world);
  checkLedger(world);
  checkTwins(world);
  checkOrders(world);
  return exempt;
};

const isExcused = (world: World, suspect: Suspect): boolean => {
  const links = world.linksOf(suspect.side, world.finalId(suspect.side, suspect.record));
  const rules = new Set(
    world.api.mappings.flatMap((mapping) =>
      mapping.rules
        .filter((rule) => (suspect.side === 'crm' ? rule.crmField : rule.erpField) === suspect.field)
        .map(({ key }) => key as string),
    ),
  );
  return links.some(
    (link) =>
      isLoserWithReason(world, link, rules, suspect) ||
      isAsked(world, link, rules, suspect) ||
      isDeadLetter(world, link, suspect),
  );
};

/** Purged before anybody could recover the intent: it stands in the ERP API for ever, where a person finds it. */
const isDeadLetter = (world: World, { pending, ...link }: StoredLink, { side }: Suspect): boolean =>
  pending !== null &&
  isHidden(world, { ...link, pending }) &&
  (pending.archive === side || pending.fields.some((field) => field[side].kind === 'write'));

/** Only questions that show the very value count: an "overwritten" one, or a delete that a person has decided. */
const isAsked = ({ api }: World, link: StoredLink, rules: ReadonlySet<string>, suspect: Suspect): boolean =>
  api.asked.some(({ link: id, conflict }) => {
    if (id !== link.id) return false;
    if (conflict.kind === 'overwritten')
      return (
        rules.has(conflict.rule) &&
        conflict.side === suspect.side &&
        conflict.values.some((value) => identOf(value) === suspect.lost.ident)
      );
    return (
      suspect.kind === 'swallowed' && conflict.kind === 'delete' && api.decided.has(`${id} ${conflict.key}`)
    );
  });

/** Nobody ever meant an amount in a currency that no person has put beside it. */
const checkGroups = (world: World): void => {
  for (const { records, name } of [world.crm, world.erp])
    for (const record of records.values())
      if (record.gone === null && !world.typedGroups.has(groupOf(record)))
        world.violate('groupsMoveAsOne', `${name} ${record.id}: ${groupOf(record)} was never typed together`);
};

const checkConverged = (world: World, link: StoredLink): void => {
  const crm = world.crm.records.get(link.crm);
  const erp = world.erp.records.get(link.erp);
  const asked = [...link.conflicts.values()];
  if (crm === undefined || erp === undefined) return;
  if (link.pending !== null && !isHidden(world, link))
    world.violate('convergence', `${link.id}: an intent was never recovered`);
  if (crm.gone !== null || erp.gone !== null) {
    if (asked.length === 0 && !isHidden(world, link))
      world.violate('convergence', `${link.id}: one record is gone and nothing happened`);
    return;
  }
  for (const rule of world.api.mapping.rules) {
    const [there, here] = [crm.fields.get(rule.crmField), erp.fields.get(rule.erpField)];
    if (there === undefined || here === undefined) continue;
    if (identOf(there.stored) === identOf(here.stored)) continue;
    const question = asked.some(
      (conflict) =>
        (conflict.kind === 'fields' && conflict.fields.some(({ rule: key }) => key === rule.key)) ||
        conflict.kind === 'survivorLinked',
    );
    const base = link.base[rule.key];
    const apart =
      (there.stored.kind === 'blank' || here.stored.kind === 'blank') &&
      base !== undefined &&
      identOf(base.crm) === identOf(there.stored) &&
      identOf(base.erp) === identOf(here.stored);
    if (!question && !apart)
      world.violate(
        'convergence',
        `${link.id} ${rule.key}: ${identOf(there.stored)} in the CRM, ${identOf(here.stored)} in the ERP, and nobody was asked`,
      );
  }
};

/** Purged before anybody had looked: nobody can say, so nobody does anything. */
const isHidden = (world: World, link: StoredLink): boolean =>
  [world.crm, world.erp].some((system) => {
    const record = system.records.get(system.name === 'crm' ? link.crm : link.erp);
    return (
      record?.gone !== null &&
      record !== undefined &&
      system.clock() - (record.gone?.at ?? 0) > system.traits.tombstoneMs
    );
  });
