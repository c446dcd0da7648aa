/** What of a long list is drawn, in rows. */
export interface RowWindow {
  readonly first: number;
  readonly last: number;
}

export interface Viewport {
  /** Pixels scrolled away above, and visible. */
  readonly top: number;
  readonly height: number;
}

export interface Rows {
  readonly count: number;
  readonly height: number;
  /** A row whose detail is open takes that much more. */
  readonly open: { readonly index: number; readonly height: number } | null;
}

/** A list up to here is drawn whole. */
export const WHOLE = 60;
/** Rows kept ready on either side, so that a fast scroll meets no blank. */
const READY = 12;
/** The window moves in steps, so that most scroll events change nothing. */
const STEP = 4;

const rowAt = (y: number, { height, open }: Rows): number => {
  if (open === null) return Math.floor(y / height);
  const below = (open.index + 1) * height;
  if (y < below) return Math.floor(y / height);
  return y < below + open.height ? open.index : Math.floor((y - open.height) / height);
};

export const windowOf = (viewport: Viewport, rows: Rows): RowWindow => {
  const end = rows.count - 1;
  if (rows.count <= WHOLE) return { first: 0, last: end };
  const from = rowAt(viewport.top, rows) - READY;
  const to = rowAt(viewport.top + viewport.height, rows) + READY;
  return {
    first: Math.max(0, Math.min(end, Math.floor(from / STEP) * STEP)),
    last: Math.min(end, Math.ceil(to / STEP) * STEP),
  };
};

/** The rows of a window and those that must stay besides it (focused, open), each with the number of rows left out before it. */
export const drawn = (
  { first, last }: RowWindow,
  besides: readonly number[],
): readonly { readonly index: number; readonly gap: number }[] => {
  const inside = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
  const outside = besides.filter((index) => index >= 0 && (index < first || index > last));
  const indices = [...new Set([...outside, ...inside])].sort((one, other) => one - other);
  return indices.map((index, place) => ({ index, gap: index - (indices[place - 1] ?? -1) - 1 }));
};
