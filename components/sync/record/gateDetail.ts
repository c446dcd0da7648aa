import type { FailureCode } from '../../../lib/failure.ts';
import { t } from '../../../lib/i18n.ts';
import type { GateResult } from '../../../lib/messaging/syncMessages.ts';
import { failureText } from '../../ui/failure.ts';
import { reasonIn } from '../reasons.ts';

/** What more there is to say about a gate, and what to do where it knows better than the gate; null = nothing. */
interface Detail {
  readonly text: string | null;
  readonly way: string | null;
}

const PAUSES = {
  off: 'sync.gateDetail.off',
  paused: 'sync.gateDetail.paused',
  successRate: 'sync.gateDetail.successRate',
  tooLong: 'sync.gateDetail.tooLong',
  ledgerBroken: 'sync.gateDetail.ledgerBroken',
} as const;

const isPause = (detail: string): detail is keyof typeof PAUSES => detail in PAUSES;

/** One of the two systems did not answer; all else is what was told of the record. */
const isFailure = (detail: string): detail is FailureCode => /^(crm|erp)\.|^offline$/.test(detail);

/** A detail comes as a code, as names, or as a system's own sentence; which, the gate tells. */
export const gateDetail = ({ gate, detail }: Pick<GateResult, 'gate' | 'detail'>): Detail => {
  if (detail === null) return { text: null, way: null };
  switch (gate) {
    case 'allowed':
      return { text: isPause(detail) ? t(PAUSES[detail]) : t('sync.gateDetail.role', [detail]), way: null };
    case 'seen':
      return { text: t('sync.gateDetail.hidden', [sides(detail)]), way: null };
    case 'direction':
      return { text: t('sync.gateDetail.fields', [detail]), way: null };
    case 'lastError': {
      if (isFailure(detail)) return { text: failureText({ code: detail }), way: null };
      const { why, way, said, isOfOrder } = reasonIn(detail);
      const parts = [
        isOfOrder ? `${t('sync.failures.order')}.` : null,
        t(why),
        said === null ? null : t('sync.failures.said', [said]),
      ];
      return { text: parts.filter((part) => part !== null).join(' '), way: t(way) };
    }
    default:
      return { text: detail, way: null };
  }
};

const sides = (detail: string): string =>
  detail
    .split(', ')
    .map((side) => (side === 'erp' ? t('sync.side.erp') : t('sync.side.crm')))
    .join(', ');
