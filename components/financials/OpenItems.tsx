import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';
import { disputedOf } from './disputed.ts';
import type { Term } from './documents/selection.ts';
import { Figure } from './Figure.tsx';
import type { Total } from './total.ts';

/** What can be added up over several customers besides the balance. */
export function OpenItems({ total, onShow }: { total: Total; onShow(term: Term): void }) {
  const { company } = total;
  const disputed = disputedOf(total);
  const leads = (term: Term, isSome: boolean) => (isSome ? () => onShow(term) : undefined);
  return (
    <>
      <Figure label={t('figure.unapplied')} onShow={leads('unapplied', company.unapplied !== 0)}>
        <Amount amount={company.unapplied} currency={company.currency} />
      </Figure>
      <Figure
        label={t('figure.disputed')}
        onShow={leads(
          'disputed',
          disputed.some(({ amount }) => amount !== 0),
        )}
      >
        {disputed.map(({ amount, currency }) => (
          <span key={currency} className="figure-line">
            <Amount amount={amount} currency={currency} />
          </span>
        ))}
      </Figure>
      <Figure label={t('figure.openOrders')} onShow={leads('openOrders', company.openOrders.count > 0)}>
        <Amount amount={company.openOrders.uninvoiced} currency={company.currency} />
        <span className="figure-note"> ({formatDecimal(company.openOrders.count)})</span>
      </Figure>
    </>
  );
}
