import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';
import { type Aging, BUCKETS, shares } from './aging.ts';

/** The bar is decoration; the table under it says the same in words and amounts. */
export function AgingBar({ aging, currency }: { aging: Aging; currency: string }) {
  const share = shares(aging);
  return (
    <div className="aging">
      <div className="aging-bar" aria-hidden="true">
        {BUCKETS.filter(({ id }) => share[id] > 0).map(({ id }) => (
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
          {BUCKETS.map(({ id, label }) => (
            <tr key={id} data-empty={aging[id] === 0 || undefined}>
              <th scope="row">
                <span className="aging-swatch" data-bucket={id} aria-hidden="true" />
                {t(label)}
              </th>
              <td>
                <Amount amount={aging[id]} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
