import type { ReactNode } from 'react';
import { formatMoney } from '../../lib/format/money.ts';
import { t } from '../../lib/i18n.ts';
import { AgingBar } from './AgingBar.tsx';
import { Amount } from './Amount.tsx';
import type { Term } from './documents/selection.ts';
import { Figure } from './Figure.tsx';
import type { Total } from './total.ts';

/** The one prominent number, and what it is made of. */
export function Balance({
  total: { company, perCurrency },
  onShow,
  copy,
}: {
  total: Total;
  onShow(term: Term): void;
  /** A button that copies this text. */
  copy(text: string): ReactNode;
}) {
  const { currency, arBalance, overdue } = company;
  const isConverted = Object.keys(perCurrency).some((each) => each !== currency);
  return (
    <div className="balance">
      <div className="balance-head">
        <Figure label={t('figure.arBalance')} prominent>
          <Amount amount={arBalance} currency={currency} />
          {copy(formatMoney({ amount: arBalance, currency }))}
          {arBalance < 0 ? <span className="figure-note"> {t('figure.inCredit')}</span> : null}
        </Figure>
        <Figure
          label={t('figure.overdue')}
          {...(overdue > 0 ? { tone: 'bad' as const } : {})}
          onShow={overdue === 0 ? undefined : () => onShow('overdue')}
        >
          <Amount amount={overdue} currency={currency} />
        </Figure>
      </div>
      {isConverted ? <p className="figure-note">{t('figure.rateRule', [currency])}</p> : null}
      <AgingBar aging={company} currency={currency} onShow={onShow} />
    </div>
  );
}
