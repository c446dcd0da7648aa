import type { Payment } from '../../../lib/erp/api/documents.ts';
import { formatDate } from '../../../lib/format/date.ts';
import { t } from '../../../lib/i18n.ts';
import { Amount } from '../Amount.tsx';
import { AllocationsTable } from './AllocationsTable.tsx';
import { amountOf } from './amountOf.ts';
import { Facts } from './Detail.tsx';
import { documentTab } from './documentTab.tsx';

export const paymentsTab = documentTab<Payment>({
  id: 'payments',
  label: 'documents.payments',
  empty: 'documents.payments.empty',
  rowsOf: (customer) => customer.payments,
  textOf: ({ date, reference }) => `${formatDate(date)} ${reference ?? ''}`,
  columns: [
    { id: 'id', label: 'documents.number', sortBy: ({ id }) => id, cell: ({ id }) => id },
    {
      id: 'date',
      label: 'documents.date',
      sortBy: ({ date }) => date,
      cell: ({ date }) => <span className="date">{formatDate(date)}</span>,
    },
    {
      id: 'unapplied',
      label: 'documents.unapplied',
      isNumeric: true,
      sortBy: ({ unapplied, currency }) => amountOf(unapplied, currency),
      cell: ({ unapplied, currency }) => <Amount amount={unapplied} currency={currency} />,
    },
    {
      id: 'amount',
      label: 'documents.amount',
      isNumeric: true,
      sortBy: ({ amount, currency }) => amountOf(amount, currency),
      cell: ({ amount, currency }) => <Amount amount={amount} currency={currency} />,
    },
  ],
  detail: ({ reference, allocations, currency }) => (
    <div className="detail">
      {reference === null ? null : <Facts facts={[{ label: t('documents.reference'), value: reference }]} />}
      <AllocationsTable allocations={allocations} currency={currency} />
    </div>
  ),
});
