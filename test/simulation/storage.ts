import type { Scalar } from '../../lib/sync/value.ts';

/** What systems do to values behind one's back. Each is idempotent, as real ones are. */
export const storages = {
  exact: (value: Scalar) => value,
  trim: (value: Scalar) => (typeof value === 'string' ? value.trim() : value),
  truncate: (value: Scalar) => (typeof value === 'string' ? value.slice(0, 7) : value),
  round: (value: Scalar) => (typeof value === 'number' ? Math.floor(value / 100) * 100 : value),
  rewrite: (value: Scalar) => (typeof value === 'string' ? value.toUpperCase() : value),
} satisfies Record<string, (value: Scalar) => Scalar>;

export type Storage = keyof typeof storages;
