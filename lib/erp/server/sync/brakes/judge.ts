import { currencyDigits } from '../../../../finance/currency.ts';
import type { SyncConfig } from '../../../api/config.ts';
import type { Money } from '../../../api/primitives.ts';
import type { BrakeReason, ChangeCounts } from '../../../api/sync/brake.ts';

/** What counts beside the run itself. */
export interface Judging {
  /** What other runs were let do unasked within the hour. */
  readonly earlier: {
    readonly creates: number;
    readonly deletes: number;
    /** Of the same kind of record, field by field. */
    readonly clears: ChangeCounts['clears'];
  };
  /** By how much amounts would move with theirs, in the currency of the limit; null = nobody can tell. */
  readonly moved: number | null;
}

/** Why a person is asked; [] = it may go. Nothing is taken for small because it is not known. */
export const judge = (
  limits: SyncConfig['brake'],
  counts: ChangeCounts,
  { earlier, moved }: Judging,
): readonly BrakeReason[] => [
  ...tooMany('creates', counts.creates, earlier.creates, limits.creates, 'created'),
  ...tooMany('deletes', counts.deletes, earlier.deletes, limits.deletes, 'archived'),
  ...cleared(limits.clears, counts.clears, earlier.clears),
  ...tooMuch(limits.amountMoved, moved),
];

const tooMany = (
  limit: 'creates' | 'deletes',
  count: number,
  earlier: number,
  allowed: number | null,
  word: string,
): BrakeReason[] => {
  if (allowed === null || count === 0 || count + earlier <= allowed) return [];
  const others = earlier === 0 ? '' : `, after ${earlier} within the hour`;
  const message = `${count} records would be ${word}${others}; ${allowed} are let pass unasked.`;
  return [{ limit, message, facts: { about: limit, count, earlier, allowed } }];
};

type Clear = ChangeCounts['clears'][number];

/** The run alone, or with what the others were let blank of the same field: many runs that each blank a little blank as much as one. */
const cleared = (
  limit: SyncConfig['brake']['clears'],
  clears: readonly Clear[],
  before: readonly Clear[],
): BrakeReason[] => {
  if (limit === null) return [];
  const isMuch = ({ cleared, of }: Pick<Clear, 'cleared' | 'of'>) =>
    cleared >= limit.atLeast && cleared * 100 > limit.percent * of;
  return clears.flatMap((own): BrakeReason[] => {
    const { side, field } = own;
    const same = before.filter((each) => each.side === side && each.field === field);
    const earlier = same.reduce((sum, each) => sum + each.cleared, 0);
    const all = { cleared: own.cleared + earlier, of: same.reduce((sum, { of }) => sum + of, own.of) };
    if (own.cleared === 0 || !(isMuch(own) || isMuch(all))) return [];
    const shown = isMuch(own) ? { cleared: own.cleared, of: own.of } : { ...all, earlier };
    const others = isMuch(own) ? '' : ` within the hour, ${earlier} of them before`;
    return [
      {
        limit: 'clears',
        message: `${field} in the ${side.toUpperCase()} would lose ${shown.cleared} of ${shown.of} values${others}; ${limit.percent} % are let pass unasked.`,
        facts: { about: 'clears', side, field, ...shown, percent: limit.percent },
      },
    ];
  });
};

const tooMuch = (limit: Money | null, moved: number | null): BrakeReason[] => {
  if (limit === null || (moved !== null && moved <= limit.amount)) return [];
  const by = moved === null ? null : { amount: moved, currency: limit.currency };
  const message =
    by === null
      ? 'Amounts would change whose currency, or its rate, is not known.'
      : `Amounts would move by ${told(by)}; ${told(limit)} are let pass unasked.`;
  return [{ limit: 'amountMoved', message, facts: { about: 'amountMoved', moved: by, allowed: limit } }];
};

const told = ({ amount, currency }: Money): string => {
  const digits = currencyDigits(currency);
  const number = (amount / 10 ** digits).toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${currency} ${number}`;
};

/** Whether everything is within what was approved: then it need not be asked again. */
export const isWithin = (counts: ChangeCounts, approved: ChangeCounts): boolean =>
  counts.creates <= approved.creates &&
  counts.deletes <= approved.deletes &&
  counts.clears.every(({ side, field, cleared }) =>
    approved.clears.some((each) => each.side === side && each.field === field && cleared <= each.cleared),
  ) &&
  counts.moved.every(
    ({ currency, amount }) =>
      amount === 0 || approved.moved.some((each) => each.currency === currency && amount <= each.amount),
  );
