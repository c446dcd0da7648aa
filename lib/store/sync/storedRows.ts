import * as z from 'zod';
import type { Positions } from '../../sync/ports.ts';
import type { RowOutcome } from '../../sync/runState.ts';

/** Grows when what is stored means something else. What was written in another form counts as nothing known. */
export const FORM = 1;

const positions = z.strictObject({
  mapping: z.int(),
  watermark: z.number().nullable(),
  cursor: z.string().nullable(),
});

// A run is stored as the engine gives it; what its phases are is the engine's to say.
const run = z.looseObject({ id: z.string(), trigger: z.string(), phase: z.string() });

const scopeRow = z.object({
  form: z.literal(FORM),
  positions: positions.nullable(),
  run: run.nullable(),
});
const rows = z.array(
  z.looseObject({ record: z.string(), outcome: z.string(), reason: z.string().nullable() }),
);
const keys = z.array(z.string());

export interface StoredScope {
  readonly positions: Positions | null;
  /** A run without its rows. */
  readonly run: Readonly<Record<string, unknown>> | null;
}

/** null = cannot be read: an older or newer form. */
export const storedScope = (row: unknown): StoredScope | null =>
  (scopeRow.safeParse(row).data as StoredScope | undefined) ?? null;

export const storedOutcomes = (stored: unknown): readonly RowOutcome[] | null =>
  (rows.safeParse(stored).data as readonly RowOutcome[] | undefined) ?? null;

export const storedKeys = (stored: unknown): readonly string[] | null => keys.safeParse(stored).data ?? null;
