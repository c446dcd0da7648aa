const STEPS: Record<string, { readonly row: number; readonly column: number } | undefined> = {
  ArrowDown: { row: 1, column: 0 },
  ArrowUp: { row: -1, column: 0 },
  ArrowRight: { row: 0, column: 1 },
  ArrowLeft: { row: 0, column: -1 },
};

/**
 * Where an arrow key leads among rows of buttons below a search field. Up and down keep the column as far as the row has one;
 * up from the first row is the field (`null`); off any other edge, or for another key, nowhere (`undefined`). From the field
 * itself, only down leads on: its other arrows move the text cursor.
 */
export const arrowFocus = <Target>(
  rows: readonly (readonly Target[])[],
  from: Target | null,
  key: string,
  rightToLeft: boolean,
): Target | null | undefined => {
  const step = STEPS[key];
  if (!step) return undefined;
  if (from === null) return key === 'ArrowDown' ? rows[0]?.[0] : undefined;
  const row = rows.findIndex((targets) => targets.includes(from));
  const column = rows[row]?.indexOf(from) ?? 0;
  if (step.row === -1 && row === 0) return null;
  const next = rows[row + step.row];
  if (step.row !== 0) return next?.[Math.min(column, next.length - 1)];
  return next?.[column + (rightToLeft ? -step.column : step.column)];
};
