import type { Invoice } from '../../../lib/erp/api/documents.ts';
import { t } from '../../../lib/i18n.ts';
import { Amount } from '../Amount.tsx';
import { DetailTable } from './Detail.tsx';

/** The taxes of an invoice as it states them; absent where it states none. */
export function TaxesTable({ taxes, currency }: { taxes: Invoice['taxes']; currency: string }) {
  return (
    <DetailTable
      caption={t('documents.taxes')}
      columns={[
        { label: t('documents.line.tax') },
        { label: t('documents.tax.base'), isNumeric: true },
        { label: t('documents.amount'), isNumeric: true },
      ]}
      rows={taxes.map(({ name, base, amount }, place) => ({
        key: `${place}`,
        cells: [
          name,
          <Amount key="base" amount={base} currency={currency} />,
          <Amount key="amount" amount={amount} currency={currency} />,
        ],
      }))}
    />
  );
}
