import * as z from 'zod';
import { parseJson } from '../../../http/json.ts';
import type { FieldName } from '../../../sync/ids.ts';
import type { Refused } from '../../../sync/ports.ts';
import { recordId18 } from '../recordId.ts';

/** One error as the REST API says it: `errorCode` of a whole answer, `statusCode` of a row. */
export interface SalesforceError {
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
  /** 18-character ids of the records that a new one would repeat or resemble. */
  readonly others: readonly string[];
}

const matchRecord = z.object({ record: z.object({ Id: z.string() }) });
const duplicateResult = z.object({
  matchResults: z.array(z.object({ matchRecords: z.array(matchRecord) })),
});
const shape = {
  message: z.string(),
  fields: z.array(z.string()).nullish(),
  duplicateResult: duplicateResult.nullish().catch(null),
};

/** `duplicate value found: F duplicates value on record with id: 001…` */
const NAMES_OTHER = /on record with id: ([A-Za-z0-9]{15,18})/;

const errorWith = (
  code: string,
  { message, fields, duplicateResult: found }: z.infer<z.ZodObject<typeof shape>>,
): SalesforceError => {
  const matches = found?.matchResults.flatMap(({ matchRecords }) => matchRecords) ?? [];
  const named = [NAMES_OTHER.exec(message)?.[1] ?? '', ...matches.map(({ record }) => record.Id)];
  const others = named.map(recordId18).filter((id) => id !== null);
  return { code, message, fields: fields ?? [], others: [...new Set(others)] };
};

const restError = z
  .object({ errorCode: z.string(), ...shape })
  .transform((error): SalesforceError => errorWith(error.errorCode, error));
export const rowError = z
  .object({ statusCode: z.string(), ...shape })
  .transform((error): SalesforceError => errorWith(error.statusCode, error));
const restErrors = z.array(restError).min(1);

/** [] = not what the API says when it refuses: an HTML page, half an answer. */
export const errorsOf = (body: unknown): readonly SalesforceError[] => {
  const errors = restErrors.safeParse(body);
  return errors.success ? errors.data : [];
};
export const errorsIn = (text: string): readonly SalesforceError[] => errorsOf(parseJson(text));

/** `No such column 'X' on …`, `duplicate value found: X duplicates value on …`: the codes whose errors name no field otherwise. */
const NAMED_IN_MESSAGE = [
  /No such column '([^']+)'/,
  /duplicate value found: (\S+) duplicates/,
  /Invalid field: '([^']+)'/,
];

/** Fields that the errors are about, as far as they say so, in the letters of the API's answer. */
export const fieldsNamed = (errors: readonly SalesforceError[]): readonly string[] => [
  ...new Set(
    errors.flatMap(({ message, fields: named }) => [
      ...named,
      ...NAMED_IN_MESSAGE.flatMap((pattern) => pattern.exec(message)?.[1] ?? []),
    ]),
  ),
];

/** Which of these fields the errors are about; all where they name none of them: nothing of the row was stored. */
export const refusedFields = (
  errors: readonly SalesforceError[],
  written: readonly FieldName[],
): readonly FieldName[] => {
  const named = fieldsNamed(errors).map((name) => name.toLowerCase());
  const among = written.filter((name) => named.includes(name.toLowerCase()));
  return among.length > 0 ? among : written;
};

/** Longest sentence that travels on; a trigger may put a whole stack into one. */
const LONGEST_MESSAGE = 500;

export const reasonOf = (errors: readonly SalesforceError[]): Refused => ({
  code: errors[0]?.code ?? 'UNKNOWN',
  message: errors
    .map(({ message }) => message.trim())
    .join(' ')
    .slice(0, LONGEST_MESSAGE),
});
