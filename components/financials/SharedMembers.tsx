import type { SharedLimit } from '../../lib/erp/api/creditCheck.ts';
import { pageTemplate, pageUrl } from '../../lib/erp/api/pageUrl.ts';
import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';

interface SharedMembersProps {
  readonly shared: SharedLimit;
  readonly currency: string;
  /** Where the ERP's pages are (`pageUrl.ts`), or null. */
  readonly pages: string | null;
}

/** Who else draws on a limit and how much: each that one may see, and the rest together. They add up to the term. */
export function SharedMembers({
  shared: { seen, others, otherExposure },
  currency,
  pages,
}: SharedMembersProps) {
  const template = pages === null ? null : pageTemplate(pages);
  const hidden = others - seen.length;
  const rest = seen.reduce((left, { exposure }) => left - exposure, otherExposure);
  return (
    <div className="credit-documents">
      <table className="plain-table">
        <caption>{t('creditCheck.term.others')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('customers.picker')}</th>
            <th scope="col" className="end">
              {t('sharedLimit.drawn')}
            </th>
          </tr>
        </thead>
        <tbody>
          {seen.map(({ id, name, exposure }) => (
            <tr key={id}>
              <th scope="row">
                {template === null ? (
                  name
                ) : (
                  <a href={pageUrl(template, 'customer', id)} target="_blank" rel="noopener noreferrer">
                    {name}
                  </a>
                )}{' '}
                <span className="quiet">{id}</span>
              </th>
              <td className="end">
                <Amount amount={exposure} currency={currency} />
              </td>
            </tr>
          ))}
          {hidden === 0 ? null : (
            <tr>
              <th scope="row" className="quiet">
                {t('sharedLimit.hiddenOthers', undefined, hidden)}
              </th>
              <td className="end">
                <Amount amount={rest} currency={currency} />
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
