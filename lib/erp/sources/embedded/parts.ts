/** Finds the parts of a document among the rows of many, in the order the rows came in; [] where it has none. */
export const byDocument = <T extends { readonly document: string }>(
  rows: readonly T[],
): ((document: string) => readonly T[]) => {
  const groups = Map.groupBy(rows, (row) => row.document);
  return (document) => groups.get(document) ?? [];
};
