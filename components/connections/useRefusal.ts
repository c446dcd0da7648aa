import { useEffect, useMemo } from 'react';
import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import type { Failure } from '../../lib/failure.ts';
import { type RefusedFields, readRefusal } from './refusal.ts';

/**
 * Shows a failure at the fields that it is about and moves the focus to the first of them; answers what is left for a notice.
 * An error goes when its field is edited; what was typed stays. `known` and `byCode` are constants of the form.
 */
export const useRefusal = <Values extends FieldValues>(
  failure: Failure | null,
  known: readonly Path<Values>[],
  byCode: RefusedFields<Path<Values>>,
  setError: UseFormSetError<Values>,
): Failure | null => {
  const refusal = useMemo(() => failure && readRefusal(failure, known, byCode), [failure, known, byCode]);
  useEffect(() => {
    refusal?.fields.forEach(({ field, message }, index) => {
      setError(field, { type: 'refused', message }, { shouldFocus: index === 0 });
    });
  }, [refusal, setError]);
  return refusal?.form ?? null;
};
