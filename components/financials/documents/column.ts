import type { ReactNode } from 'react';
import type { MessageKey } from '../../../lib/i18n.ts';

/** One sortable column of a document list. */
export interface Column<Row> {
  readonly id: string;
  readonly label: MessageKey;
  /** Amounts and counts stand at the end of their cell, with tabular figures. */
  readonly isNumeric?: boolean;
  /** Of a text that is whole in its title: the px down to which it may be cut. Absent: it is cut only where it is longer than a line. */
  readonly least?: number;
  /** Where a row takes lines of its own, no head stands above the cell: it says its label itself. */
  readonly isLabelled?: boolean;
  /** What the column sorts by; null stands last in either direction. */
  sortBy(row: Row): string | number | null;
  cell(row: Row): ReactNode;
  /** Tells the widest cell without drawing all of them. */
  widthOf(row: Row): Width;
}

/** Of one group, the cell with the larger size is the wider one. Cells of different groups are measured against each other. */
export interface Width {
  readonly group: string;
  readonly size: number;
}

export interface Sorting {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}
