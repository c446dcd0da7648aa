import * as z from 'zod';
import type { Subanswer } from './composite.ts';
import type { RowAnswer } from './outcomes.ts';
import { errorsOf, rowError, type SalesforceError } from './refusedBy.ts';
import { recordId } from './rows.ts';

const collection = z.array(
  z.union([
    z
      .object({ id: recordId, success: z.literal(true) })
      .transform(({ id }): RowAnswer => ({ kind: 'done', id })),
    z
      .object({ success: z.literal(false), errors: z.array(rowError).min(1) })
      .transform(({ errors }): RowAnswer => ({ kind: 'failed', status: 400, errors })),
  ]),
);

/** Why a collection was refused before any of its rows was looked at; null = it was not. */
export const collectionRefused = (answer: Subanswer | undefined): readonly SalesforceError[] | null =>
  answer?.status === 400 ? errorsOf(answer.body) : null;

/**
 * What a collection says of each of `count` rows. Rows have no name in it but their place: an answer with too few or too many of
 * them says nothing of any.
 */
export const collectionRows = (answer: Subanswer | undefined, count: number): readonly RowAnswer[] => {
  const all = (row: RowAnswer): readonly RowAnswer[] => Array.from({ length: count }, () => row);
  if (answer === undefined || answer.status >= 500) return all(undefined);
  if (answer.status >= 400)
    return all({ kind: 'failed', status: answer.status, errors: errorsOf(answer.body) });
  const rows = collection.safeParse(answer.body);
  return rows.success && rows.data.length === count ? rows.data : all(undefined);
};
