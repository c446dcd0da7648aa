import type { Payment } from '../../../lib/erp/api/documents.ts';
import { t } from '../../../lib/i18n.ts';
import { Amount } from '../Amount.tsx';
import { DetailTable } from './Detail.tsx';
import { DocumentLink } from './DocumentLink.tsx';
import type { DetailContext } from './detailContext.ts';

/** Which invoices a payment or credit note was set against. */
export function AllocationsTable({
  allocations,
  currency,
  context,
}: {
  allocations: Payment['allocations'];
  currency: string;
  context: DetailContext;
}) {
  return (
    <DetailTable
      caption={t('documents.allocations')}
      empty={t('documents.noAllocations')}
      columns={[
        { label: t('documents.number') },
        { label: t('documents.amount'), isNumeric: true },
        { label: t('documents.allocation.discount'), isNumeric: true },
      ]}
      rows={allocations.map(({ invoice, instalment, amount, discount }) => ({
        key: `${invoice}/${instalment}`,
        cells: [
          <DocumentLink key="invoice" context={context} tab="invoices" id={invoice} />,
          <Amount key="amount" amount={amount} currency={currency} />,
          <Amount key="discount" amount={discount} currency={currency} />,
        ],
      }))}
    />
  );
}
