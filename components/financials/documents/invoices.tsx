import type { Invoice } from '../../../lib/erp/api/documents.ts';
import { formatDays } from '../../../lib/format/age.ts';
import { formatDate } from '../../../lib/format/date.ts';
import { formatMoney } from '../../../lib/format/money.ts';
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

/** Of an invoice in instalments, how much of what is open is late; null = all of it. */
const latePart = ({ instalments, open }: Invoice): number | null => {
  const late = instalments
    .filter(({ daysPastDue }) => daysPastDue > 0)
    .reduce((sum, instalment) => sum + instalment.open, 0);
  return late > 0 && late < open ? late : null;
};

const lateText = (invoice: Invoice): string | null => {
  const { daysOverdue, currency } = invoice;
  if (daysOverdue === null) return null;
  const amount = latePart(invoice);
  const text = overdueText(daysOverdue);
  return amount === null ? text : t('documents.partOverdue', [formatMoney({ amount, currency }), text]);
};

const Due = (invoice: Invoice) => (
  <span className="due">
    {invoice.due === null ? <NotKnown /> : formatDate(invoice.due)}{' '}
    {invoice.daysOverdue === null ? null : <span className="overdue">{lateText(invoice)}</span>}
  </span>
);

const dueWidth = (invoice: Invoice) => {
  const { group, size } = dateWidth(invoice.due);
  return { group: `${group} ${lateText(invoice)?.replaceAll(/[2-9]/g, '0')}`, size };
};

/** A credit note takes away what an invoice asks for. */
const openOf = ({ type, open }: Invoice): number => (type === 'creditNote' ? 0 - open : open);

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
      sortBy: (row) => amountOf(openOf(row), row.currency),
      widthOf: (row) => amountWidth(openOf(row), row.currency),
      cell: (row) => <Amount amount={openOf(row)} currency={row.currency} />,
    },
  ],
  detail: (invoice, context) => <InvoiceDetail invoice={invoice} context={context} />,
});
