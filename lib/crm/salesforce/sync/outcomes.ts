import type { CrmId, FieldName } from '../../../sync/ids.ts';
import type { Answer, WriteOutcome } from '../../../sync/ports.ts';
import type { DescribedObject } from './describe.ts';
import { typeOf } from './describe.ts';
import { reasonOf, refusedFields, type SalesforceError } from './refusedBy.ts';

/** What the API said of one row. undefined = nothing, or nothing that tells whether it was done. */
export type RowAnswer =
  | { readonly kind: 'done'; readonly id: string }
  | { readonly kind: 'failed'; readonly status: number; readonly errors: readonly SalesforceError[] }
  | undefined;

const PASSING: ReadonlySet<string> = new Set([
  'UNABLE_TO_LOCK_ROW',
  'PRECONDITION_FAILED',
  'ENTITY_IS_LOCKED',
  'REQUEST_LIMIT_EXCEEDED',
  'PROCESSING_HALTED',
]);
/** Certainly without effect, and worth another try with a fresh reading. */
export const isPassing = ({ status, errors }: Extract<RowAnswer, { kind: 'failed' }>): boolean =>
  status === 412 || PASSING.has(errors[0]?.code ?? '');

const GONE: ReadonlySet<string> = new Set(['ENTITY_IS_DELETED', 'NOT_FOUND']);
/** Of a record in a collection that is not there, and of a lookup that leads nowhere. */
const BROKEN_REFERENCE = 'INVALID_CROSS_REFERENCE_KEY';

/**
 * What a refusal of one row means.
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm
 */
export const refusalOf = (
  { fields: described }: Pick<DescribedObject, 'fields'>,
  answer: Extract<RowAnswer, { kind: 'failed' }>,
  written: readonly FieldName[],
): WriteOutcome<CrmId> => {
  if (isPassing(answer)) return { kind: 'stale' };
  const { status, errors } = answer;
  const code = errors[0]?.code ?? '';
  if (status === 404 || GONE.has(code)) return { kind: 'gone' };
  const lookups = written.filter((name) => {
    const field = described.get(name);
    return field !== undefined && typeOf(field) === 'reference';
  });
  if (code === BROKEN_REFERENCE && lookups.length === 0) return { kind: 'gone' };
  const blamed = code === BROKEN_REFERENCE ? lookups : written;
  return { kind: 'refused', fields: refusedFields(errors, blamed), reason: reasonOf(errors) };
};

/**
 * One outcome per row. A row of which nothing is known has none, and the core takes a missing one for what it is; nobody can put
 * "perhaps" into a list of outcomes. Where nothing at all is known, the answer as a whole is lost.
 */
export const inOrder = <T>(outcomes: readonly (T | undefined)[]): Answer<readonly T[]> => {
  const value: T[] = [];
  value.length = outcomes.length;
  outcomes.forEach((outcome, place) => {
    if (outcome !== undefined) value[place] = outcome;
  });
  const known = outcomes.length === 0 || outcomes.some((outcome) => outcome !== undefined);
  return known ? { kind: 'answered', value } : { kind: 'lost' };
};
