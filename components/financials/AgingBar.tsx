import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';
import { type Aging, BUCKET_IDS, BUCKETS, shares } from './aging.ts';
import type { Term } from './documents/selection.ts';
import { FigureName } from './FigureName.tsx';

/** The bar is decoration; the table under it says the same in words and amounts. */
export function AgingBar({
  aging,
  currency,
  onShow,
}: {
  aging: Aging;
  currency: string;
  onShow(term: Term): void;
}) {
  const share = shares(aging);
  return (
    <div className="aging">
      <div className="aging-bar" aria-hidden="true">
        {BUCKET_IDS.filter((id) => share[id] > 0).map((id) => (
          <span key={id} data-bucket={id} style={{ flexGrow: share[id] }} />
        ))}
      </div>
      <table className="aging-table">
        <caption className="sr-only">{t('aging.title')}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('aging.bucket')}</th>
            <th scope="col">{t('aging.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {BUCKET_IDS.map((id) => (
            <tr key={id} data-empty={aging[id] === 0 || undefined}>
              <th scope="row">
                <span className="aging-swatch" data-bucket={id} aria-hidden="true" />
                <FigureName label={t(BUCKETS[id])} onShow={aging[id] === 0 ? undefined : () => onShow(id)} />
              </th>
              <td className="end">
                <Amount amount={aging[id]} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
