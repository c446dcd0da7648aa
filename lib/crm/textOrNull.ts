import * as z from 'zod';

/** Text of a CRM field. Absent (not visible), null and blank all say the same: nothing to match by. */
export const textOrNull = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || null);
