import type { Answer, Refused } from '../answer.ts';
import type { CrmId, OpportunityId } from '../ids.ts';
import { convertOpportunity } from './convert.ts';
import type { OrderPorts } from './ports.ts';

/** A won opportunity without an order. */
export interface Won {
  /** As which it was looked at. */
  readonly met: CrmId;
  readonly opportunity: OpportunityId;
  /** Why nobody can say that it is to be ordered; null = it is. */
  readonly undecided: Refused | null;
}

/** Won opportunities that become orders by themselves. */
export interface AutoOrder {
  /** Those of the records that are won, whose customer is linked, and that have no order yet as far as anybody here knows. */
  won(ids: readonly CrmId[]): Promise<Answer<readonly Won[]>>;
  readonly ports: OrderPorts;
}

interface Orders {
  /** `false` = something stayed silent: the records are to be looked at again. */
  readonly complete: boolean;
  /** What a person has to mend first. */
  readonly refused: readonly { readonly id: CrmId; readonly reason: Refused }[];
}

/** One order each, whoever else is at it. */
export const orderWon = async (auto: AutoOrder | null, ids: readonly CrmId[]): Promise<Orders> => {
  if (auto === null || ids.length === 0) return { complete: true, refused: [] };
  const won = await auto.won(ids);
  if (won.kind !== 'answered') return { complete: false, refused: [] };
  let complete = true;
  const refused: { id: CrmId; reason: Refused }[] = [];
  for (const { met, opportunity, undecided } of won.value) {
    const end =
      undecided === null
        ? await convertOpportunity(auto.ports, opportunity)
        : ({ kind: 'refused', reason: undecided } as const);
    complete = end.kind !== 'unfinished' && complete;
    if (end.kind === 'refused') refused.push({ id: met, reason: end.reason });
  }
  return { complete, refused };
};
