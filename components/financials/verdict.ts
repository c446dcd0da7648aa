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

/** A reason with its amounts, as a person would say it. */
export const reasonText = (reason: VerdictReason): string => {
  switch (reason.code) {
    case 'creditHold':
      return t('verdict.reason.creditHold');
    case 'overdueBeyondGrace':
      return t('verdict.reason.overdueBeyondGrace', [
        formatMoney(reason.amount),
        formatDays(reason.days),
        formatDays(reason.graceDays),
      ]);
    case 'overdue':
      return t('verdict.reason.overdue', [formatMoney(reason.amount), formatDays(reason.days)]);
    case 'overLimit':
      return t('verdict.reason.overLimit', [formatMoney(reason.amount)]);
    case 'nearLimit':
      return t('verdict.reason.nearLimit', [formatMoney(reason.amount)]);
    case 'disputed':
      return t('verdict.reason.disputed', [formatMoney(reason.amount)]);
  }
};
