import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';
import { FigureTable } from './FigureTable.tsx';
import type { Total } from './total.ts';

/** Shown where there is more than one currency: the figures above are then a conversion, these are what was billed. */
export function CurrencyTable({ perCurrency }: Pick<Total, 'perCurrency'>) {
  const currencies = Object.entries(perCurrency).sort(([one], [other]) => (one < other ? -1 : 1));
  if (currencies.length < 2) return null;
  return (
    <section className="block">
      <FigureTable
        caption={t('currencies.title')}
        hasRowHeads
        columns={[
          { label: t('currencies.currency') },
          { label: t('figure.arBalance'), isNumeric: true },
          { label: t('figure.overdue'), isNumeric: true },
          { label: t('figure.unapplied'), isNumeric: true },
        ]}
        rows={currencies.map(([currency, { arBalance, overdue, unapplied }]) => ({
          key: currency,
          cells: [
            currency,
            <Amount key="arBalance" amount={arBalance} currency={currency} />,
            <Amount key="overdue" amount={overdue} currency={currency} />,
            <Amount key="unapplied" amount={unapplied} currency={currency} />,
          ],
        }))}
      />
    </section>
  );
}
