import { formatMoney } from '../../lib/format/money.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { StoppedReason, StoppedRun } from '../../lib/messaging/syncMessages.ts';

/** Why a sync was stopped, in one sentence; the ERP API's own where it tells no more. */
export const brakeReasonText = (
  { facts, label, message }: StoppedReason,
  { system }: Pick<StoppedRun, 'system'>,
): string => {
  switch (facts?.about) {
    case undefined:
      return message;
    case 'creates':
    case 'deletes': {
      const numbers = [facts.count, facts.allowed, facts.earlier].map((each) => formatDecimal(each));
      const key = facts.earlier === 0 ? facts.about : (`${facts.about}After` as const);
      return t(`sync.brake.reason.${key}`, numbers, facts.count);
    }
    case 'clears': {
      const crm = system === null ? t('sync.side.crm') : t(`crm.${system}`);
      const earlier = facts.earlier ?? 0;
      return t(
        `sync.brake.reason.clears${earlier === 0 ? '' : 'After'}`,
        [
          formatDecimal(facts.cleared),
          formatDecimal(facts.of),
          label ?? facts.field,
          facts.side === 'crm' ? crm : t('sync.side.erp'),
          formatDecimal(facts.percent),
          formatDecimal(earlier),
        ],
        facts.of,
      );
    }
    case 'amountMoved':
      return facts.moved === null
        ? t('sync.brake.reason.amountUnknown')
        : t('sync.brake.reason.amountMoved', [formatMoney(facts.moved), formatMoney(facts.allowed)]);
  }
};
