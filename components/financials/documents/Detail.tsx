import type { ReactNode } from 'react';
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

interface DetailTableProps {
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly isNumeric?: boolean }[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  readonly empty?: string;
}

/** A small table inside a row's detail. */
export function DetailTable({ caption, columns, rows, empty }: DetailTableProps) {
  if (rows.length === 0) return empty === undefined ? null : <p className="quiet">{empty}</p>;
  return (
    <table className="plain-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label, isNumeric }) => (
            <th key={label} scope="col" className={isNumeric ? 'end' : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, index) => {
              const column = columns[index];
              return (
                <td key={column?.label} className={column?.isNumeric ? 'end' : undefined}>
                  {cell}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
