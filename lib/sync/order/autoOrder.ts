import type { Answer } from '../answer.ts';
import type { CrmId, OpportunityId } from '../ids.ts';
import { convertOpportunity } from './convert.ts';
import type { OrderPorts } from './ports.ts';

/** Won opportunities that become orders by themselves. */
export interface AutoOrder {
  /** Those of the records that are won, whose customer is linked, and that have no order yet as far as anybody here knows. */
  won(ids: readonly CrmId[]): Promise<Answer<readonly OpportunityId[]>>;
  readonly ports: OrderPorts;
}

/** One order each, whoever else is at it. `false` = something stayed silent: they are to be looked at again. */
export const orderWon = async (auto: AutoOrder | null, ids: readonly CrmId[]): Promise<boolean> => {
  if (auto === null || ids.length === 0) return true;
  const won = await auto.won(ids);
  if (won.kind !== 'answered') return false;
  let complete = true;
  for (const id of won.value) {
    const { kind } = await convertOpportunity(auto.ports, id);
    complete = kind !== 'unfinished' && complete;
  }
  return complete;
};
