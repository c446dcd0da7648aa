import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import { formatTenths } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';
import { Figure } from './Figure.tsx';
import { SharedLimit } from './SharedLimit.tsx';

/** What only makes sense for one customer: its limit, hold, revenue and payment days. null = no limit set; 0 is a limit. */
export function Credit({ customer }: { customer: CustomerDetail }) {
  const { company } = customer.figures;
  const { currency, creditLimit, availableCredit, dsoDays } = company;
  return (
    <>
      <Figure label={t('figure.creditLimit')}>
        {creditLimit === null ? (
          <span className="quiet">{t('figure.noLimit')}</span>
        ) : (
          <Amount amount={creditLimit} currency={currency} />
        )}
      </Figure>
      <Figure
        label={t('figure.availableCredit')}
        {...(availableCredit !== null && availableCredit < 0 ? { tone: 'bad' as const } : {})}
      >
        {creditLimit === null ? (
          <span className="quiet">{t('figure.noLimit')}</span>
        ) : (
          <Amount amount={availableCredit} currency={currency} />
        )}
      </Figure>
      <Figure label={t('figure.creditHold')} {...(customer.creditHold ? { tone: 'bad' as const } : {})}>
        {customer.creditHold ? t('figure.yes') : t('figure.no')}
      </Figure>
      {customer.sharedLimit === null ? null : (
        <SharedLimit shared={customer.sharedLimit} currency={currency} />
      )}
      <Figure
        label={t('figure.dso')}
        title={dsoDays === null ? t('figure.noDsoTitle') : t('figure.dsoTitle')}
      >
        {dsoDays === null ? (
          <span className="quiet">{t('figure.noDso')}</span>
        ) : (
          t('figure.dsoDays', [formatTenths(dsoDays)])
        )}
      </Figure>
      <Figure label={t('figure.ytdRevenue')}>
        <Amount amount={company.ytdRevenue} currency={currency} />
      </Figure>
      <Figure label={t('figure.lifetimeValue')}>
        <Amount amount={company.lifetimeValue} currency={currency} />
      </Figure>
    </>
  );
}
