import type { Order } from '../../../lib/erp/api/documents.ts';
import { formatDate } from '../../../lib/format/date.ts';
import { t } from '../../../lib/i18n.ts';
import { Amount } from '../Amount.tsx';
import { amountOf } from './amountOf.ts';
import { DetailTable, Facts } from './Detail.tsx';
import { documentTab } from './documentTab.tsx';
import { LinesTable } from './LinesTable.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { statusWord } from './status.ts';

const OrderDetail = (order: Order) => {
  const { currency } = order;
  return (
    <div className="detail">
      <Facts
        facts={[
          { label: t('documents.total'), value: <Amount amount={order.total} currency={currency} /> },
          { label: t('documents.line.tax'), value: <Amount amount={order.tax} currency={currency} /> },
          {
            label: t('documents.uninvoiced'),
            value: <Amount amount={order.uninvoiced} currency={currency} />,
          },
          ...(order.quote === null ? [] : [{ label: t('documents.quote'), value: order.quote }]),
        ]}
      />
      <LinesTable lines={order.lines} currency={currency} />
      <DetailTable
        caption={t('documents.shipments')}
        columns={[{ label: t('documents.date') }, { label: t('documents.shipment.tracking') }]}
        rows={order.shipments.map(({ id, date, carrier, tracking }) => ({
          key: id,
          cells: [formatDate(date), [carrier, tracking].filter((part) => part !== null).join(' ')],
        }))}
      />
    </div>
  );
};

export const ordersTab = documentTab<Order>({
  id: 'orders',
  label: 'documents.orders',
  empty: 'documents.orders.empty',
  rowsOf: (customer) => customer.orders,
  textOf: ({ state, date, quote }) => `${statusWord(state)} ${formatDate(date)} ${quote ?? ''}`,
  columns: [
    { id: 'id', label: 'documents.number', sortBy: ({ id }) => id, cell: ({ id }) => id },
    {
      id: 'status',
      label: 'documents.status',
      sortBy: ({ state }) => statusWord(state),
      cell: ({ state }) => <StatusBadge status={state} />,
    },
    {
      id: 'date',
      label: 'documents.date',
      sortBy: ({ date }) => date,
      cell: ({ date }) => <span className="date">{formatDate(date)}</span>,
    },
    {
      id: 'total',
      label: 'documents.total',
      isNumeric: true,
      sortBy: ({ total, currency }) => amountOf(total, currency),
      cell: ({ total, currency }) => <Amount amount={total} currency={currency} />,
    },
  ],
  detail: OrderDetail,
});
