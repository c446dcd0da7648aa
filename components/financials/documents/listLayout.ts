import type { Column } from './column.ts';

/** What a column's widest cell and its head take, in px. */
export interface ColumnWidth extends Pick<Column<unknown>, 'least'> {
  /** Side by side, with the head above. */
  readonly inColumns: number;
  /** In a row of several lines, with the label in the cell. */
  readonly inLines: number;
}

/** How the rows of a list are laid out: the same for all of them, so that one row is as high as the next. */
export interface ListLayout {
  readonly mode: 'columns' | 'lines';
  /** Custom properties for the style sheet: the tracks of a row, or the flex of each cell. */
  readonly style: Readonly<Record<`--${string}`, string>>;
}

/** Before anything was measured, and where nothing can be. */
export const UNMEASURED: ListLayout = { mode: 'columns', style: {} };

/** Between two cells of a row, px, as documents.css has it. */
const GAP = 8;

const floorOf = ({ least = Number.POSITIVE_INFINITY, inColumns }: ColumnWidth): number =>
  Math.min(least, inColumns);

/**
 * Columns side by side where all of them fit, texts cut down to their least; else each row takes lines of its own: the first cell
 * and the amount on the first, everything else below. Amounts, dates and statuses are whole in both.
 */
export const layoutOf = (room: number, columns: readonly ColumnWidth[]): ListLayout => {
  if (room === 0) return UNMEASURED;
  const needed = columns.reduce((sum, column) => sum + floorOf(column), GAP * (columns.length - 1));
  if (needed > room) return { mode: 'lines', style: linesOf(room, columns) };
  const tracks = columns.map((column, place) =>
    place > 0 && column.least === undefined
      ? `${column.inColumns}px`
      : `minmax(${floorOf(column)}px, ${place === 0 ? 2 : 1}fr)`,
  );
  return { mode: 'columns', style: { '--tracks': tracks.join(' ') } };
};

/** The last figure stands on the first line, beside the first cell, unless some are too wide for that: then it ends the line below. */
const linesOf = (room: number, columns: readonly ColumnWidth[]): ListLayout['style'] => {
  const [first, last] = [columns[0], columns.at(-1)];
  const isBeside = first !== undefined && last !== undefined && floorOf(first) + GAP + last.inLines <= room;
  return {
    ...Object.fromEntries(columns.map(flexOf)),
    '--last': isBeside ? '-1' : '0',
  };
};

const flexOf = (column: ColumnWidth, place: number): [`--${string}`, string] => {
  const { least, inLines } = column;
  const property = `--cell-${place + 1}` as const;
  if (place === 0) return [property, `1 1 ${floorOf(column)}px`];
  return [property, least === undefined ? `0 0 ${inLines}px` : `0 1 ${Math.min(inLines, 2 * least)}px`];
};
