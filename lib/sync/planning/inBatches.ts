import type { Dirty } from '../ports.ts';

export const inBatches = (dirty: readonly Dirty[], size: number): Dirty[][] =>
  Array.from({ length: Math.ceil(dirty.length / size) }, (_, index) =>
    dirty.slice(index * size, (index + 1) * size),
  );
