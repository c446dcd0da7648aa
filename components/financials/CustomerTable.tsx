import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';
import { FigureTable } from './FigureTable.tsx';
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
      <FigureTable
        caption={t('customers.each')}
        hasRowHeads
        columns={[
          { label: t('customers.picker') },
          { label: t('figure.arBalance'), isNumeric: true },
          { label: t('figure.availableCredit'), isNumeric: true },
        ]}
        rows={customers.map(({ id, name, verdict, figures: { company } }) => ({
          key: id,
          cells: [
            <span key="name" className="customer-cell">
              <VerdictMark level={verdict.level} size={14} />
              <span className="sr-only">{t(VERDICT_WORD[verdict.level])}: </span>
              <button type="button" className="link-button" onClick={() => onChoose(id)}>
                {name}
              </button>
            </span>,
            <Amount key="arBalance" amount={company.arBalance} currency={company.currency} />,
            company.creditLimit === null ? (
              <span key="noLimit" className="quiet">
                {t('figure.noLimit')}
              </span>
            ) : (
              <Amount key="available" amount={company.availableCredit} currency={company.currency} />
            ),
          ],
        }))}
      />
    </section>
  );
}
