import type { Order } from '../../../lib/erp/api/documents.ts';
import { formatDate } from '../../../lib/format/date.ts';
import { t } from '../../../lib/i18n.ts';
import { Amount } from '../Amount.tsx';
import { amountOf } from './amountOf.ts';
import { Chain } from './Chain.tsx';
import { CutText } from './CutText.tsx';
import { DetailTable, Facts } from './Detail.tsx';
import type { DetailContext } from './detailContext.ts';
import { documentTab } from './documentTab.tsx';
import { ErpLink } from './ErpLink.tsx';
import { LinesTable } from './LinesTable.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { statusWord } from './status.ts';
import { amountWidth, dateWidth, textWidth, wordWidth } from './widthOf.ts';

/** An order in full. */
export function OrderDetail({ order, context }: { order: Order; context: DetailContext }) {
  const { currency } = order;
  return (
    <div className="detail">
      <Chain start={{ kind: 'orders', document: order }} context={context} />
      <Facts
        number={order.id}
        facts={[
          { label: t('documents.total'), value: <Amount amount={order.total} currency={currency} /> },
          { label: t('documents.line.tax'), value: <Amount amount={order.tax} currency={currency} /> },
          {
            label: t('documents.uninvoiced'),
            value: <Amount amount={order.uninvoiced} currency={currency} />,
          },
        ]}
      />
      <LinesTable lines={order.lines} currency={currency} />
      <DetailTable
        caption={t('documents.shipments')}
        empty={t('documents.noShipments')}
        columns={[
          { label: t('documents.number') },
          { label: t('documents.date') },
          { label: t('documents.shipment.tracking') },
        ]}
        rows={order.shipments.map(({ id, date, carrier, tracking }) => ({
          key: id,
          cells: [id, formatDate(date), [carrier, tracking].filter((part) => part !== null).join(' ')],
        }))}
      />
      <ErpLink context={context} kind="order" id={order.id} />
    </div>
  );
}

export const ordersTab = documentTab<'orders'>({
  id: 'orders',
  label: 'documents.orders',
  empty: 'documents.orders.empty',
  documentOf: (document) => ({ kind: 'orders', document }),
  textOf: ({ state, date, quote }) => `${statusWord(state)} ${formatDate(date)} ${quote ?? ''}`,
  columns: [
    {
      id: 'id',
      label: 'documents.number',
      sortBy: ({ id }) => id,
      widthOf: ({ id }) => textWidth(id),
      cell: ({ id }) => <CutText text={id} />,
    },
    {
      id: 'status',
      label: 'documents.status',
      sortBy: ({ state }) => statusWord(state),
      widthOf: ({ state }) => wordWidth(state),
      cell: ({ state }) => <StatusBadge status={state} />,
    },
    {
      id: 'date',
      label: 'documents.date',
      sortBy: ({ date }) => date,
      widthOf: ({ date }) => dateWidth(date),
      cell: ({ date }) => formatDate(date),
    },
    {
      id: 'total',
      label: 'documents.total',
      isNumeric: true,
      sortBy: ({ total, currency }) => amountOf(total, currency),
      widthOf: ({ total, currency }) => amountWidth(total, currency),
      cell: ({ total, currency }) => <Amount amount={total} currency={currency} />,
    },
  ],
  detail: (order, context) => <OrderDetail order={order} context={context} />,
});
