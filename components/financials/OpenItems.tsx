import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';
import { disputedOf } from './disputed.ts';
import { Figure } from './Figure.tsx';
import type { Total } from './total.ts';

/** What can be added up over several customers besides the balance. */
export function OpenItems({ total }: { total: Total }) {
  const { company } = total;
  return (
    <>
      <Figure label={t('figure.unapplied')}>
        <Amount amount={company.unapplied} currency={company.currency} />
      </Figure>
      <Figure label={t('figure.disputed')}>
        {disputedOf(total).map(({ amount, currency }) => (
          <span key={currency} className="figure-line">
            <Amount amount={amount} currency={currency} />
          </span>
        ))}
      </Figure>
      <Figure label={t('figure.openOrders')}>
        <Amount amount={company.openOrders.uninvoiced} currency={company.currency} />
        <span className="figure-note"> ({formatDecimal(company.openOrders.count)})</span>
      </Figure>
    </>
  );
}
