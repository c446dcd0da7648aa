import type { ReactNode } from 'react';
import type { MessageKey } from '../../../lib/i18n.ts';

/** One sortable column of a document list. */
export interface Column<Row> {
  readonly id: string;
  readonly label: MessageKey;
  /** Amounts and counts stand at the end of their cell, with tabular figures. */
  readonly isNumeric?: boolean;
  /** What the column sorts by; null stands last in either direction. */
  sortBy(row: Row): string | number | null;
  cell(row: Row): ReactNode;
  /** About how many characters wide: a long list keeps its columns as wide as its widest row, wherever it is scrolled to. */
  widthOf?(row: Row): number;
}

export interface Sorting {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}
