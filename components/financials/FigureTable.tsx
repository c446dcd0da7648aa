import { type ReactNode, useRef } from 'react';
import { useStacked } from './useStacked.ts';

interface FigureTableProps {
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly isNumeric?: boolean }[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** The first cell names its row. */
  readonly hasRowHeads?: boolean;
}

/** A small table of figures. Where its columns do not fit side by side, each figure takes a line of its own, with its label before it. */
export function FigureTable({ caption, columns, rows, hasRowHeads = false }: FigureTableProps) {
  const box = useRef<HTMLDivElement>(null);
  const isStacked = useStacked(box);
  return (
    <div className="figure-table" ref={box} data-stacked={isStacked || undefined}>
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
                if (hasRowHeads && index === 0)
                  return (
                    <th key={column?.label} scope="row">
                      {cell}
                    </th>
                  );
                return (
                  <td
                    key={column?.label}
                    className={column?.isNumeric ? 'end' : undefined}
                    data-label={column?.label}
                  >
                    <span>{cell}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
