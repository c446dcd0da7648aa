import type { Level } from './verdict.ts';

// Three shapes, so that the verdict is told without its colour: circle with a tick, triangle, octagon.
const SHAPES: { readonly [L in Level]: { readonly outline: string; readonly sign: string } } = {
  ok: { outline: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z', sign: 'm4.8 8.2 2.2 2.2 4.2-4.6' },
  watch: { outline: 'M8 1.2 15.4 14.4H.6Z', sign: 'M8 5.8v4M8 12v.2' },
  stop: { outline: 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z', sign: 'M4.6 8h6.8' },
};

/** Always beside its word, so it has no name of its own. */
export function VerdictMark({ level, size = 16 }: { level: Level; size?: number }) {
  const { outline, sign } = SHAPES[level];
  return (
    <svg
      className="verdict-mark"
      data-level={level}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <path d={outline} fill="currentColor" />
      <path
        d={sign}
        className="verdict-sign"
        fill="none"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
