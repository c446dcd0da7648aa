import type { CreditDeal as Deal } from '../../lib/erp/api/creditCheck.ts';
import { formatDate } from '../../lib/format/date.ts';
import { formatMoney } from '../../lib/format/money.ts';
import { t } from '../../lib/i18n.ts';

/** What the deal is worth in the CRM, at which rate it was converted, and which order it became. */
export function CreditDeal({ deal, currency }: { deal: Deal; currency: string }) {
  const { amount, rate } = deal;
  const order = orderSentence(deal);
  return (
    <div className="credit-documents">
      <dl className="facts">
        <div>
          <dt>{t('creditCheck.deal.inCrm')}</dt>
          <dd>{amount === null ? t('format.notKnown') : formatMoney(amount)}</dd>
        </div>
        {amount === null || rate === null ? null : (
          <div>
            <dt>{t('creditCheck.deal.rate')}</dt>
            <dd>
              {t('creditCheck.deal.rateRule', [amount.currency, rate.rate, currency, formatDate(rate.date)])}
            </dd>
          </div>
        )}
      </dl>
      {order === null ? null : <p>{order}</p>}
    </div>
  );
}

const orderSentence = ({ order }: Deal): string | null => {
  if (order === null) return null;
  const name = order.id ?? t('creditCheck.deal.someOrder');
  switch (order.state) {
    case 'confirmed':
    case 'closed':
      return order.id === null ? t('creditCheck.deal.orderedHidden') : t('creditCheck.deal.ordered', [name]);
    case 'draft':
      return t('creditCheck.deal.draft', [name]);
    case 'cancelled':
      return t('creditCheck.deal.cancelled', [name]);
  }
};
