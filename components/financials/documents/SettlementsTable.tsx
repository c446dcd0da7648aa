import type { Invoice } from '../../../lib/erp/api/documents.ts';
import { formatDate } from '../../../lib/format/date.ts';
import { t } from '../../../lib/i18n.ts';
import { Amount } from '../Amount.tsx';
import { DetailTable } from './Detail.tsx';
import { DocumentLink } from './DocumentLink.tsx';
import type { DetailContext } from './detailContext.ts';

/** What was paid or credited on an invoice. */
export function SettlementsTable({ invoice, context }: { invoice: Invoice; context: DetailContext }) {
  return (
    <DetailTable
      caption={t('documents.settlements')}
      empty={t('documents.noSettlements')}
      columns={[
        { label: t('documents.number') },
        { label: t('documents.date') },
        { label: t('documents.amount'), isNumeric: true },
        { label: t('documents.allocation.discount'), isNumeric: true },
      ]}
      rows={invoice.settledBy.map(({ document, type, date, instalment, amount, discount }, place) => ({
        key: `${document}/${instalment}/${place}`,
        cells: [
          <DocumentLink
            key="document"
            context={context}
            tab={type === 'creditNote' ? 'invoices' : 'payments'}
            id={document}
          />,
          formatDate(date),
          <Amount key="amount" amount={amount} currency={invoice.currency} />,
          <Amount key="discount" amount={discount} currency={invoice.currency} />,
        ],
      }))}
    />
  );
}
