import { sourceOf } from '../../lib/sync/rule.ts';
import type { LoserRow, StoredLink } from './erpApi.ts';
import { type Instance, identOf } from './instance.ts';
import type { Suspect } from './witness.ts';
import type { World } from './world.ts';

/** Was the value named as the loser of a policy, and did that policy really say so? Judged by true time, which only we know. */
export const isLoserWithReason = (
  world: World,
  link: StoredLink,
  rules: ReadonlySet<string>,
  suspect: Suspect,
): boolean =>
  world.api.losers.some(
    (loser) =>
      loser.link === link.id &&
      rules.has(loser.rule) &&
      loser.side === suspect.side &&
      identOf(loser.value) === suspect.lost.ident &&
      isJust(world, loser, suspect),
  );

const isJust = (world: World, loser: LoserRow, { lost, winner }: Suspect): boolean => {
  const rule = world.api.mappings
    .find(({ version }) => version === loser.mapping)
    ?.rules.find(({ key }) => key === loser.rule);
  if (rule === undefined) return false;
  const policy = rule.flow.direction === 'both' ? rule.flow.policy : null;
  switch (loser.reason) {
    case 'lastWriteWins':
      return (
        policy === 'lastWriteWins' &&
        winner !== null &&
        lastTyped(world, rule.group, winner) >= lost.at &&
        !isBig(loser, rule.askAbove)
      );
    case 'crmWins':
      return policy === 'crmWins' && loser.side === 'erp' && !isBig(loser, rule.askAbove);
    case 'erpWins':
      return policy === 'erpWins' && loser.side === 'crm' && !isBig(loser, rule.askAbove);
    case 'oneWay':
      return sourceOf(rule) !== null && sourceOf(rule) !== loser.side;
    case 'firstTime':
      return lost.ident === 'blank' || rule.flow.firstTime !== 'ask';
    case 'leftApart':
      return lost.ident === 'blank';
    case 'decision':
      return world.api.asked.some(
        ({ link, conflict }) => link === loser.link && world.api.decided.has(`${link} ${conflict.key}`),
      );
  }
};

const isBig = ({ value }: LoserRow, askAbove: number | null): boolean =>
  askAbove !== null && value.kind === 'value' && typeof value.value === 'number' && value.value > askAbove;

/** A group moves as one: it is as new as the newest of its fields on the winner's side. */
const lastTyped = (world: World, group: string | null, winner: Instance): number => {
  if (group === null) return winner.at;
  const fields = world.api.mapping.rules
    .filter((rule) => rule.group === group)
    .map(({ erpField }) => erpField as string);
  return Math.max(...world.instances.filter(({ field }) => fields.includes(field)).map(({ at }) => at));
};
