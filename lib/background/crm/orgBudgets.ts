import type { CrmSystem } from '../../erp/api/record.ts';
import { budgetedCall } from '../../http/budget/budgetedCall.ts';
import { type CallBudget, type CallUse, callBudget } from '../../http/budget/callBudget.ts';
import type { Call } from '../../http/call.ts';
import type { NamedValues } from '../../store/sync/namedValues.ts';

interface Clock {
  now(): number;
  elapsed(): number;
  wait(ms: number): Promise<void>;
}

/** One budget per org, whoever spends it: pages and sync together must not pass its limits. */
export interface OrgBudgets {
  of(system: CrmSystem, org: string): CallBudget;
  /** The call, within what the org's budget leaves to this use. */
  within(system: CrmSystem, org: string, use: CallUse): (call: Call) => Call;
}

export const orgBudgets = (values: NamedValues, clock: Clock): OrgBudgets => {
  const budgets = new Map<string, CallBudget>();
  const of: OrgBudgets['of'] = (system, org) => {
    const name = `${system}/${org}`;
    const known = budgets.get(name);
    if (known !== undefined) return known;
    const made = callBudget({
      system,
      org,
      clock,
      store: {
        read: (key) => values.read(`budget ${key}`),
        write: (key, budget) => values.write(`budget ${key}`, budget),
      },
      // It is kept in memory then. A sync meets the same storage, and says so.
      onStoreFailure: () => undefined,
    });
    budgets.set(name, made);
    return made;
  };
  return {
    of,
    within: (system, org, use) => (call) => budgetedCall({ call, budget: of(system, org), use, clock }),
  };
};
