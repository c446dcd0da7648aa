import type { Invoice } from '../../../lib/erp/api/documents.ts';
import { formatDays } from '../../../lib/format/age.ts';
import { formatDate } from '../../../lib/format/date.ts';
import { t } from '../../../lib/i18n.ts';
import { Amount } from '../Amount.tsx';
import { NotKnown } from '../NotKnown.tsx';
import { AllocationsTable } from './AllocationsTable.tsx';
import { amountOf } from './amountOf.ts';
import { Chain } from './Chain.tsx';
import { CutText } from './CutText.tsx';
import { DetailTable, Facts } from './Detail.tsx';
import type { DetailContext } from './detailContext.ts';
import { documentTab } from './documentTab.tsx';
import { ErpLink } from './ErpLink.tsx';
import { LinesTable } from './LinesTable.tsx';
import { SettlementsTable } from './SettlementsTable.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { statusWord } from './status.ts';
import { TaxesTable } from './TaxesTable.tsx';
import { amountWidth, dateWidth, textWidth, wordWidth } from './widthOf.ts';

// The browser looks a plural up anew each time, and a list that scrolls says the same few hundred over and over.
const overdueTexts = new Map<number, string>();
const overdueText = (days: number): string => {
  const text = overdueTexts.get(days) ?? t('documents.daysOverdue', [formatDays(days)]);
  overdueTexts.set(days, text);
  return text;
};

const Due = ({ due, daysOverdue }: Invoice) => (
  <span className="due">
    {due === null ? <NotKnown /> : formatDate(due)}{' '}
    {daysOverdue === null ? null : <span className="overdue">{overdueText(daysOverdue)}</span>}
  </span>
);

const dueWidth = ({ due, daysOverdue }: Invoice) => {
  const { group, size } = dateWidth(due);
  const days = daysOverdue === null ? '' : `${String(daysOverdue).length}${daysOverdue === 1}`;
  return { group: `${group} ${days}`, size };
};

/** An invoice or credit note in full. */
export function InvoiceDetail({ invoice, context }: { invoice: Invoice; context: DetailContext }) {
  const { currency } = invoice;
  return (
    <div className="detail">
      <Chain start={{ kind: 'invoices', document: invoice }} context={context} />
      <Facts
        number={invoice.id}
        facts={[
          ...(invoice.type === 'creditNote'
            ? [{ label: t('documents.status'), value: t('documents.creditNote') }]
            : []),
          { label: t('documents.date'), value: formatDate(invoice.date) },
          { label: t('documents.line.net'), value: <Amount amount={invoice.net} currency={currency} /> },
          { label: t('documents.line.tax'), value: <Amount amount={invoice.tax} currency={currency} /> },
          { label: t('documents.total'), value: <Amount amount={invoice.total} currency={currency} /> },
        ]}
      />
      <LinesTable lines={invoice.lines} currency={currency} />
      <TaxesTable taxes={invoice.taxes} currency={currency} />
      <DetailTable
        caption={t('documents.instalments')}
        columns={[
          { label: t('documents.due') },
          { label: t('documents.amount'), isNumeric: true },
          { label: t('documents.open'), isNumeric: true },
        ]}
        rows={invoice.instalments.map(({ due, amount, open, daysPastDue }, index) => ({
          key: `${index}`,
          cells: [
            <span key="due">
              {formatDate(due)}
              {open > 0 && daysPastDue > 0 ? (
                <span className="overdue">{overdueText(daysPastDue)}</span>
              ) : null}
            </span>,
            <Amount key="amount" amount={amount} currency={currency} />,
            <Amount key="open" amount={open} currency={currency} />,
          ],
        }))}
      />
      {invoice.type === 'creditNote' ? (
        <AllocationsTable allocations={invoice.allocations} currency={currency} context={context} />
      ) : (
        <SettlementsTable invoice={invoice} context={context} />
      )}
      <ErpLink context={context} kind={invoice.type} id={invoice.id} />
    </div>
  );
}

export const invoicesTab = documentTab<'invoices'>({
  id: 'invoices',
  label: 'documents.invoices',
  empty: 'documents.invoices.empty',
  documentOf: (document) => ({ kind: 'invoices', document }),
  textOf: ({ status, due, order }) =>
    `${statusWord(status)} ${due === null ? '' : formatDate(due)} ${order ?? ''}`,
  columns: [
    {
      id: 'id',
      label: 'documents.number',
      sortBy: ({ id }) => id,
      least: 120,
      widthOf: ({ id }) => textWidth(id),
      cell: ({ id }) => <CutText text={id} />,
    },
    {
      id: 'status',
      label: 'documents.status',
      sortBy: ({ status }) => statusWord(status),
      widthOf: ({ status }) => wordWidth(status),
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    { id: 'due', label: 'documents.due', sortBy: ({ due }) => due, widthOf: dueWidth, cell: Due },
    {
      id: 'open',
      label: 'documents.open',
      isNumeric: true,
      sortBy: ({ open, currency }) => amountOf(open, currency),
      widthOf: ({ open, currency }) => amountWidth(open, currency),
      cell: ({ open, currency }) => <Amount amount={open} currency={currency} />,
    },
  ],
  detail: (invoice, context) => <InvoiceDetail invoice={invoice} context={context} />,
});
