import type { Payment } from '../../../lib/erp/api/documents.ts';
import { formatDate } from '../../../lib/format/date.ts';
import { t } from '../../../lib/i18n.ts';
import { Amount } from '../Amount.tsx';
import { AllocationsTable } from './AllocationsTable.tsx';
import { amountOf } from './amountOf.ts';
import { Chain } from './Chain.tsx';
import { CutText } from './CutText.tsx';
import { Facts } from './Detail.tsx';
import type { DetailContext } from './detailContext.ts';
import { documentTab } from './documentTab.tsx';
import { ErpLink } from './ErpLink.tsx';
import { amountWidth, dateWidth, textWidth } from './widthOf.ts';

/** A payment in full. */
export function PaymentDetail({ payment, context }: { payment: Payment; context: DetailContext }) {
  const { id, reference, allocations, currency } = payment;
  return (
    <div className="detail">
      <Chain start={{ kind: 'payments', document: payment }} context={context} />
      <Facts number={id} facts={[{ label: t('documents.reference'), value: reference }]} />
      <AllocationsTable allocations={allocations} currency={currency} context={context} />
      <ErpLink context={context} kind="payment" id={id} />
    </div>
  );
}

export const paymentsTab = documentTab<'payments'>({
  id: 'payments',
  label: 'documents.payments',
  empty: 'documents.payments.empty',
  textOf: ({ date, reference }) => `${formatDate(date)} ${reference ?? ''}`,
  columns: [
    {
      id: 'id',
      label: 'documents.number',
      sortBy: ({ id }) => id,
      widthOf: ({ id }) => textWidth(id),
      cell: ({ id }) => <CutText text={id} />,
    },
    {
      id: 'date',
      label: 'documents.date',
      sortBy: ({ date }) => date,
      widthOf: ({ date }) => dateWidth(date),
      cell: ({ date }) => formatDate(date),
    },
    {
      id: 'unapplied',
      label: 'documents.unapplied',
      isNumeric: true,
      isLabelled: true,
      sortBy: ({ unapplied, currency }) => amountOf(unapplied, currency),
      widthOf: ({ unapplied, currency }) => amountWidth(unapplied, currency),
      cell: ({ unapplied, currency }) => <Amount amount={unapplied} currency={currency} />,
    },
    {
      id: 'amount',
      label: 'documents.amount',
      isNumeric: true,
      sortBy: ({ amount, currency }) => amountOf(amount, currency),
      widthOf: ({ amount, currency }) => amountWidth(amount, currency),
      cell: ({ amount, currency }) => <Amount amount={amount} currency={currency} />,
    },
  ],
  detail: (payment, context) => <PaymentDetail payment={payment} context={context} />,
});
