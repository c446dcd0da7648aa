import type { ComponentProps, ReactNode } from 'react';
import { FigureTable } from '../FigureTable.tsx';
import { NotKnown } from '../NotKnown.tsx';

/** Facts of one document as label and value. */
export function Facts({
  facts,
}: {
  facts: readonly { readonly label: string; readonly value: ReactNode }[];
}) {
  return (
    <dl className="facts">
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
