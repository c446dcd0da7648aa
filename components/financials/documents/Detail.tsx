import type { ComponentProps, ReactNode } from 'react';
import { t } from '../../../lib/i18n.ts';
import { CopyButton } from '../CopyButton.tsx';
import { FigureTable } from '../FigureTable.tsx';
import { NotKnown } from '../NotKnown.tsx';

interface FactsProps {
  /** Of the document: whole, and to be copied. The row may have cut it. */
  readonly number?: string;
  readonly facts: readonly { readonly label: string; readonly value: ReactNode }[];
}

/** Facts of one document as label and value. */
export function Facts({ number, facts }: FactsProps) {
  return (
    <dl className="facts">
      {number === undefined ? null : (
        <div>
          <dt>{t('documents.number')}</dt>
          <dd>
            {number} <CopyButton text={number} />
          </dd>
        </div>
      )}
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value ?? <NotKnown />}</dd>
        </div>
      ))}
    </dl>
  );
}

interface DetailTableProps extends ComponentProps<typeof FigureTable> {
  readonly empty?: string;
}

/** A small table inside a row's detail. */
export function DetailTable({ empty, ...table }: DetailTableProps) {
  if (table.rows.length === 0) return empty === undefined ? null : <p className="quiet">{empty}</p>;
  return <FigureTable {...table} />;
}
