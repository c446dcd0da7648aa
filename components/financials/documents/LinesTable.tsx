import type { Invoice } from '../../../lib/erp/api/documents.ts';
import { formatDecimal } from '../../../lib/format/number.ts';
import { t } from '../../../lib/i18n.ts';
import { Amount } from '../Amount.tsx';
import { DetailTable } from './Detail.tsx';

type Line = Invoice['lines'][number];

export function LinesTable({ lines, currency }: { lines: readonly Line[]; currency: string }) {
  return (
    <DetailTable
      caption={t('documents.lines')}
      empty={t('documents.noLines')}
      columns={[
        { label: t('documents.line.description') },
        { label: t('documents.line.quantity'), isNumeric: true },
        { label: t('documents.line.unitPrice'), isNumeric: true },
        { label: t('documents.line.net'), isNumeric: true },
      ]}
      rows={lines.map((line, index) => ({
        key: `${index}`,
        cells: [
          line.description,
          formatDecimal(line.quantity),
          <Amount key="price" amount={line.unitPrice} currency={currency} />,
          <Amount key="net" amount={line.net} currency={currency} />,
        ],
      }))}
    />
  );
}
