import * as z from 'zod';
import { parseJson } from '../../../http/json.ts';
import type { FieldName } from '../../../sync/ids.ts';
import type { Refused } from '../../../sync/ports.ts';

/** A part of an error in a shape that nobody knows is left out: the error still stands. */
const context = z.record(z.string(), z.array(z.string())).nullish().catch(null);
const errorDetail = z.object({ message: z.string(), code: z.string().nullish().catch(null), context });
const errorBody = z.object({
  category: z.string().optional(),
  subCategory: z.unknown().optional(),
  message: z.string(),
  context,
  errors: z.array(errorDetail).nullish().catch(null),
});

/** The body of a refused request, and in the same shape one row's part of a 207. */
export type HubspotError = z.infer<typeof errorBody>;

export const rowErrors = z.array(errorBody);

/** null = not what the API says when it refuses: an HTML page, half an answer. */
export const errorIn = (text: string): HubspotError | null =>
  errorBody.safeParse(parseJson(text)).data ?? null;

/** The words before the machine's own list: `Property values were not valid: [{"isValid":false,…`. */
const plainMessage = ({ message, errors }: HubspotError): string => {
  const details = (errors ?? []).map((error) => error.message);
  return details.length > 0 && message.includes('[{') ? details.join(' ') : message;
};

/** Longest sentence that travels on. */
const LONGEST_MESSAGE = 500;

export const reasonOf = (error: HubspotError | null): Refused => ({
  code: error?.errors?.find(({ code }) => code)?.code ?? error?.category ?? 'UNKNOWN',
  message: error === null ? '' : plainMessage(error).slice(0, LONGEST_MESSAGE),
});

/** Which of these fields the error is about; all where it names none of them: nothing of the row was stored. */
export const refusedFields = (
  error: HubspotError | null,
  written: readonly FieldName[],
): readonly FieldName[] => {
  const named = (error?.errors ?? []).flatMap((detail) => detail.context?.propertyName ?? []);
  const among = written.filter((name) => named.includes(name));
  return among.length > 0 ? among : written;
};

/** `Contact already exists. Existing ID: 3401` → `3401`; null = it names none. */
export const existingId = (error: HubspotError | null): string | null =>
  /Existing ID: (\d{1,20})\b/.exec(error?.message ?? '')?.[1] ?? null;
