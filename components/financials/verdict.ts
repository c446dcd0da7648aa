import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import type { Verdict, VerdictReason } from '../../lib/erp/api/verdict.ts';
import { formatDays } from '../../lib/format/age.ts';
import { formatMoney } from '../../lib/format/money.ts';
import { type MessageKey, t } from '../../lib/i18n.ts';

export type Level = Verdict['level'];

const LEVELS: readonly Level[] = ['ok', 'watch', 'stop'];

export const VERDICT_WORD: { readonly [L in Level]: MessageKey } = {
  ok: 'verdict.ok',
  watch: 'verdict.watch',
  stop: 'verdict.stop',
};

/** Grows from "OK to sell" to "Stop". */
export const severity = (level: Level): number => LEVELS.indexOf(level);

export const worstOf = (levels: readonly Level[]): Level =>
  levels.reduce<Level>((worst, level) => (severity(level) > severity(worst) ? level : worst), 'ok');

/** A reason with its amounts, as a person would say it. What is overdue may have been paid and not been applied yet. */
export const reasonText = (reason: VerdictReason, { sharedLimit, figures }: CustomerDetail): string => {
  const { code } = reason;
  const { currency, unapplied } = figures.company;
  if (code === 'nearLimit' && reason.amount.amount === 0) return t('verdict.reason.noneLeft');
  const words: string[] = [];
  if ('amount' in reason) words.push(formatMoney(reason.amount));
  if ('days' in reason) words.push(formatDays(reason.days));
  if ('graceDays' in reason) words.push(formatDays(reason.graceDays));
  const text = t(
    `verdict.reason.${code === 'overLimit' && sharedLimit !== null ? 'overSharedLimit' : code}`,
    words,
  );
  return 'days' in reason && unapplied >= reason.amount.amount
    ? `${text} · ${t('verdict.reason.unapplied', [formatMoney({ amount: unapplied, currency })])}`
    : text;
};
