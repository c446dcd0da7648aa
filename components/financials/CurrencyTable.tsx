import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';
import type { Total } from './total.ts';

/** Shown where there is more than one currency: the figures above are then a conversion, these are what was billed. */
export function CurrencyTable({ perCurrency }: Pick<Total, 'perCurrency'>) {
  const currencies = Object.entries(perCurrency).sort(([one], [other]) => (one < other ? -1 : 1));
  if (currencies.length < 2) return null;
  return (
    <section className="block">
      <div className="scroll">
        <table className="plain-table">
          <caption>{t('currencies.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('currencies.currency')}</th>
              <th scope="col" className="end">
                {t('figure.arBalance')}
              </th>
              <th scope="col" className="end">
                {t('figure.overdue')}
              </th>
              <th scope="col" className="end">
                {t('figure.unapplied')}
              </th>
            </tr>
          </thead>
          <tbody>
            {currencies.map(([currency, figures]) => (
              <tr key={currency}>
                <th scope="row">{currency}</th>
                <td className="end">
                  <Amount amount={figures.arBalance} currency={currency} />
                </td>
                <td className="end">
                  <Amount amount={figures.overdue} currency={currency} />
                </td>
                <td className="end">
                  <Amount amount={figures.unapplied} currency={currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
