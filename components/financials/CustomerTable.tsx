import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';
import { VerdictMark } from './VerdictMark.tsx';
import { VERDICT_WORD } from './verdict.ts';

/** Which customer each part of the total belongs to. */
export function CustomerTable({
  customers,
  onChoose,
}: {
  customers: readonly CustomerDetail[];
  onChoose(customer: string): void;
}) {
  return (
    <section className="block">
      <div className="scroll">
        <table className="plain-table">
          <caption>{t('customers.each')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('customers.picker')}</th>
              <th scope="col" className="end">
                {t('figure.arBalance')}
              </th>
              <th scope="col" className="end">
                {t('figure.availableCredit')}
              </th>
            </tr>
          </thead>
          <tbody>
            {customers.map(({ id, name, verdict, figures: { company } }) => (
              <tr key={id}>
                <th scope="row">
                  <span className="customer-cell">
                    <VerdictMark level={verdict.level} size={14} />
                    <span className="sr-only">{t(VERDICT_WORD[verdict.level])}: </span>
                    <button type="button" className="link-button" onClick={() => onChoose(id)}>
                      {name}
                    </button>
                  </span>
                </th>
                <td className="end">
                  <Amount amount={company.arBalance} currency={company.currency} />
                </td>
                <td className="end">
                  {company.creditLimit === null ? (
                    <span className="quiet">{t('figure.noLimit')}</span>
                  ) : (
                    <Amount amount={company.availableCredit} currency={company.currency} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
