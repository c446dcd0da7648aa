import type { ProductBought } from '../../../lib/erp/api/documents.ts';
import { formatDate } from '../../../lib/format/date.ts';
import { formatDecimal } from '../../../lib/format/number.ts';
import { t } from '../../../lib/i18n.ts';
import { Amount } from '../Amount.tsx';
import { amountOf } from './amountOf.ts';
import { CutText } from './CutText.tsx';
import { Facts } from './Detail.tsx';
import { DocumentLink } from './DocumentLink.tsx';
import { listTab } from './documentTab.tsx';
import { combined } from './listing.ts';
import { owned } from './owned.ts';
import { amountWidth, dateWidth, textWidth } from './widthOf.ts';

export const productsTab = listTab<ProductBought>({
  id: 'products',
  label: 'documents.products',
  empty: 'documents.products.empty',
  count: () => null,
  listing: ({ customers, loader }) =>
    combined(
      customers.map((customer) => owned(loader.part(customer, 'products'), customer)),
      null,
    ),
  keyOf: (row) => `${row.customer}/${row.id}`,
  textOf: ({ name, product, date, invoice }) => `${name} ${product ?? ''} ${formatDate(date)} ${invoice}`,
  columns: [
    {
      id: 'name',
      label: 'documents.line.description',
      sortBy: ({ name }) => name,
      widthOf: ({ name }) => textWidth(name),
      cell: ({ name }) => <CutText text={name} />,
    },
    {
      id: 'date',
      label: 'documents.product.last',
      isLabelled: true,
      sortBy: ({ date }) => date,
      widthOf: ({ date }) => dateWidth(date),
      cell: ({ date }) => formatDate(date),
    },
    {
      id: 'quantity',
      label: 'documents.line.quantity',
      isNumeric: true,
      sortBy: ({ quantity }) => Number(quantity),
      isLabelled: true,
      widthOf: ({ quantity }) => textWidth(quantity),
      cell: ({ quantity }) => formatDecimal(quantity),
    },
    {
      id: 'price',
      label: 'documents.product.lastPrice',
      isNumeric: true,
      sortBy: ({ lastPrice, currency }) => amountOf(lastPrice, currency),
      widthOf: ({ lastPrice, currency }) => amountWidth(lastPrice, currency),
      cell: ({ lastPrice, currency }) => <Amount amount={lastPrice} currency={currency} />,
    },
  ],
  detail: ({ name, product, lastPrice, currency, date, invoice, quantity, stock }, context) => (
    <div className="detail">
      <Facts
        facts={[
          { label: t('documents.line.description'), value: name },
          { label: t('documents.product.number'), value: product },
          {
            label: t('documents.product.lastPrice'),
            value: <Amount amount={lastPrice} currency={currency} />,
          },
          {
            label: t('documents.product.last'),
            value: (
              <>
                {formatDate(date)} <DocumentLink context={context} tab="invoices" id={invoice} />
              </>
            ),
          },
          { label: t('documents.product.quantity'), value: formatDecimal(quantity) },
          { label: t('documents.product.stock'), value: stock === null ? null : formatDecimal(stock) },
        ]}
      />
      <p className="quiet">{t('documents.product.note')}</p>
    </div>
  ),
});
