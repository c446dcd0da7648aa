import type { SharedLimit as Shared } from '../../lib/erp/api/creditCheck.ts';
import { formatMoney } from '../../lib/format/money.ts';
import { t } from '../../lib/i18n.ts';

/** A limit that is not this customer's alone: whose it is, who else draws on it, and how much. */
export function SharedLimit({ shared, currency }: { shared: Shared; currency: string }) {
  const { holder, others, otherExposure } = shared;
  const lines = [
    t('sharedLimit.note', undefined, others),
    holder === null ? t('sharedLimit.hidden') : t('sharedLimit.holder', [holder.name]),
    t('sharedLimit.owed', [formatMoney({ amount: otherExposure, currency })]),
  ];
  return <span className="figure-note shared-limit">{lines.join(' · ')}</span>;
}
