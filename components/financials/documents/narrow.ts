import type { ChainDocument } from './chain.ts';
import type { Chosen } from './selection.ts';

interface Narrowed<Row> {
  readonly rows: readonly Row[];
  /** null = the list is not narrowed. */
  readonly documents: readonly ChainDocument[] | null;
  readonly isWhole: boolean;
}

/** The rows of one figure alone. */
export const narrow = <Row>(
  rows: readonly Row[],
  chosen: Chosen | null,
  documentOf: ((row: Row) => ChainDocument) | undefined,
): Narrowed<Row> => {
  if (chosen === null || documentOf === undefined) return { rows, documents: null, isWhole: false };
  const kept = rows.filter((row) => chosen.has(documentOf(row)));
  const documents = kept.map(documentOf);
  return { rows: kept, documents, isWhole: chosen.isWhole(documents) };
};
