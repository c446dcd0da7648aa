import * as z from 'zod';
import type { Written } from '../../../api/sync/values.ts';
import { asColumn } from './object.ts';

/** Fields that the sync may write, each with what the books accept. Whatever is not named here is refused: finance's above all. */
export type Writable = Readonly<Record<string, z.ZodType<string | null>>>;

export const text = z.string().max(400).nullable();

type Checked =
  | { readonly kind: 'accepted'; readonly columns: Readonly<Record<string, string | null>> }
  | { readonly kind: 'refused'; readonly fields: readonly string[] };

export const checkPatch = (writable: Writable, patch: Readonly<Record<string, Written>>): Checked => {
  const columns: Record<string, string | null> = {};
  const refused: string[] = [];
  for (const [field, value] of Object.entries(patch)) {
    const parsed = Object.hasOwn(writable, field) ? writable[field]?.safeParse(asColumn(value)) : undefined;
    if (parsed?.success === true) columns[field] = parsed.data;
    else refused.push(field);
  }
  return refused.length === 0 ? { kind: 'accepted', columns } : { kind: 'refused', fields: refused };
};
