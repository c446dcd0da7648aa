import { memo, type RefObject, useMemo } from 'react';
import { t } from '../../../lib/i18n.ts';
import { labelOf } from './cellLabel.ts';
import type { Column } from './column.ts';
import { widestRows } from './widthOf.ts';

interface RulerProps<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly box: RefObject<HTMLDivElement | null>;
}

/** The head and the widest cells of each column, out of sight: what the layout of a list is measured on. */
function Widest<Row>({ rows, columns, box }: RulerProps<Row>) {
  const widest = useMemo(() => columns.map(({ widthOf }) => widestRows(rows, widthOf)), [rows, columns]);
  return (
    <div className="ruler" aria-hidden="true" ref={box}>
      {columns.map((column, place) => (
        <div key={column.id}>
          <div className="ruler-head">{t(column.label)}</div>
          {widest[place]?.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nothing in it keeps a state
            <div key={index} className={place === 0 ? 'disclosure' : 'cell'} data-label={labelOf(column)}>
              {column.cell(row)}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

export const Ruler = memo(Widest) as typeof Widest;
