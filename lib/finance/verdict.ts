import type { CreditCheck } from '../erp/api/creditCheck.ts';
import type { Figures } from '../erp/api/figures.ts';
import type { Verdict, VerdictReason } from '../erp/api/verdict.ts';
import { openItems } from './aging.ts';
import type { CustomerDocuments } from './ledger.ts';
import { sum } from './money.ts';
import { settle } from './settlement.ts';

/** Days past due that are forgiven where the company's terms say nothing. */
export const DEFAULT_GRACE_DAYS = 15;

export interface VerdictContext {
  /** `figuresOf` the same documents: its as-of date and company currency hold here too. */
  readonly figures: Figures;
  readonly creditHold: boolean;
  readonly graceDays?: number | undefined;
  /** `creditCheckOf` the deal that is to be judged as well; null = only the customer is. */
  readonly creditCheck?: Pick<CreditCheck, 'outcome' | 'availableAfter'> | null;
}

const stopping: readonly VerdictReason['code'][] = [
  'creditHold',
  'overLimit',
  'dealOverLimit',
  'overdueBeyondGrace',
];

/** Less than a tenth of the limit left, or nothing at all: a limit of 0 has nothing left. */
const isNearLimit = (limit: number, available: number) =>
  available === 0 || BigInt(available) * 10n < BigInt(limit);

/** May we sell to this customer, and this deal? Every reason that holds, the worst first; the first decides. */
export const verdictOf = (
  documents: CustomerDocuments,
  { figures, creditHold, graceDays = DEFAULT_GRACE_DAYS, creditCheck = null }: VerdictContext,
): Verdict => {
  const { currency, overdue, creditLimit, availableCredit } = figures.company;
  const money = (amount: number) => ({ amount, currency });
  const items = openItems(settle(documents), currency, figures.asOf);
  const days = Math.max(0, ...items.filter(({ open }) => open > 0).map(({ daysPastDue }) => daysPastDue));
  const disputed = sum(items.filter((item) => item.disputed).map((item) => item.openInCompanyCurrency));

  const dealExcess = -(creditCheck?.availableAfter ?? 0);

  const reasons: VerdictReason[] = [];
  if (creditHold) reasons.push({ code: 'creditHold' });
  if (availableCredit !== null && availableCredit < 0) {
    reasons.push({ code: 'overLimit', amount: money(-availableCredit) });
  } else if (dealExcess > 0) {
    reasons.push({ code: 'dealOverLimit', amount: money(dealExcess) });
  }
  if (days > graceDays) {
    reasons.push({ code: 'overdueBeyondGrace', amount: money(overdue), days, graceDays });
  } else if (days > 0) {
    reasons.push({ code: 'overdue', amount: money(overdue), days });
  }
  if (creditLimit !== null && availableCredit !== null && availableCredit >= 0 && dealExcess <= 0) {
    if (isNearLimit(creditLimit, availableCredit)) {
      reasons.push({ code: 'nearLimit', amount: money(availableCredit) });
    }
  }
  if (disputed > 0) reasons.push({ code: 'disputed', amount: money(disputed) });
  if (creditCheck?.outcome === 'unknown') reasons.push({ code: 'dealUnknown' });

  const [worst] = reasons;
  if (worst === undefined) return { level: 'ok', reasons };
  return { level: stopping.includes(worst.code) ? 'stop' : 'watch', reasons };
};
