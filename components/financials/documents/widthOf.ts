import type { Width } from './column.ts';

/** With tabular figures, amounts of one currency with as many digits are equally wide. */
export const amountWidth = (amount: number | null, currency: string): Width => ({
  group: amount === null ? '' : `${amount < 0 ? '-' : ''}${currency}`,
  size: amount === null ? 0 : String(Math.abs(amount)).length,
});

/** Names of months are not equally wide; the day has one digit or two. */
export const dateWidth = (isoDate: string | null): Width => ({
  group: isoDate?.slice(5, 7) ?? '',
  size: isoDate?.[8] === '0' ? 1 : 2,
});

/** A word of a few: each is measured. */
export const wordWidth = (word: string | null): Width => ({ group: word ?? '', size: 0 });

/** Near enough for a text that may be cut. */
export const textWidth = (text: string): Width => ({ group: '', size: text.length });

/** One row for each group: its widest. */
export const widestRows = <Row>(rows: readonly Row[], widthOf: (row: Row) => Width): readonly Row[] => {
  const widest = new Map<string, { readonly row: Row; readonly size: number }>();
  for (const row of rows) {
    const { group, size } = widthOf(row);
    const known = widest.get(group);
    if (known === undefined || size > known.size) widest.set(group, { row, size });
  }
  return [...widest.values()].map(({ row }) => row);
};
