import type { Quote } from '../../../lib/erp/api/documents.ts';
import { formatDate } from '../../../lib/format/date.ts';
import { t } from '../../../lib/i18n.ts';
import { Amount } from '../Amount.tsx';
import { NotKnown } from '../NotKnown.tsx';
import { amountOf } from './amountOf.ts';
import { Chain } from './Chain.tsx';
import { CutText } from './CutText.tsx';
import { Facts } from './Detail.tsx';
import type { DetailContext } from './detailContext.ts';
import { documentTab } from './documentTab.tsx';
import { ErpLink } from './ErpLink.tsx';
import { LinesTable } from './LinesTable.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { statusWord } from './status.ts';
import { amountWidth, dateWidth, textWidth, wordWidth } from './widthOf.ts';

/** A quote in full. */
export function QuoteDetail({ quote, context }: { quote: Quote; context: DetailContext }) {
  const { date, tax, lines, currency } = quote;
  return (
    <div className="detail">
      <Chain start={{ kind: 'quotes', document: quote }} context={context} />
      <Facts
        number={quote.id}
        facts={[
          { label: t('documents.date'), value: formatDate(date) },
          { label: t('documents.line.tax'), value: <Amount amount={tax} currency={currency} /> },
        ]}
      />
      <LinesTable lines={lines} currency={currency} />
      <ErpLink context={context} kind="quote" id={quote.id} />
    </div>
  );
}

export const quotesTab = documentTab<'quotes'>({
  id: 'quotes',
  label: 'documents.quotes',
  empty: 'documents.quotes.empty',
  textOf: ({ state, date }) => `${statusWord(state)} ${formatDate(date)}`,
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
      id: 'validUntil',
      label: 'documents.validUntil',
      isLabelled: true,
      sortBy: ({ validUntil }) => validUntil,
      widthOf: ({ validUntil }) => dateWidth(validUntil),
      cell: ({ validUntil }) => (validUntil === null ? <NotKnown /> : formatDate(validUntil)),
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
  detail: (quote, context) => <QuoteDetail quote={quote} context={context} />,
});
