import type { Quote } from '../../../lib/erp/api/documents.ts';
import { formatDate } from '../../../lib/format/date.ts';
import { t } from '../../../lib/i18n.ts';
import { Amount } from '../Amount.tsx';
import { amountOf } from './amountOf.ts';
import { Facts } from './Detail.tsx';
import { documentTab } from './documentTab.tsx';
import { LinesTable } from './LinesTable.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { statusWord } from './status.ts';

export const quotesTab = documentTab<Quote>({
  id: 'quotes',
  label: 'documents.quotes',
  empty: 'documents.quotes.empty',
  rowsOf: (customer) => customer.quotes,
  textOf: ({ state, date }) => `${statusWord(state)} ${formatDate(date)}`,
  columns: [
    { id: 'id', label: 'documents.number', sortBy: ({ id }) => id, cell: ({ id }) => id },
    {
      id: 'status',
      label: 'documents.status',
      sortBy: ({ state }) => statusWord(state),
      cell: ({ state }) => <StatusBadge status={state} />,
    },
    {
      id: 'validUntil',
      label: 'documents.validUntil',
      sortBy: ({ validUntil }) => validUntil,
      cell: ({ validUntil }) =>
        validUntil === null ? null : <span className="date">{formatDate(validUntil)}</span>,
    },
    {
      id: 'total',
      label: 'documents.total',
      isNumeric: true,
      sortBy: ({ total, currency }) => amountOf(total, currency),
      cell: ({ total, currency }) => <Amount amount={total} currency={currency} />,
    },
  ],
  detail: ({ date, tax, lines, currency }) => (
    <div className="detail">
      <Facts
        facts={[
          { label: t('documents.date'), value: formatDate(date) },
          { label: t('documents.line.tax'), value: <Amount amount={tax} currency={currency} /> },
        ]}
      />
      <LinesTable lines={lines} currency={currency} />
    </div>
  ),
});
