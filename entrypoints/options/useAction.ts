import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Action } from '../../components/ui/action.ts';
import { failureOf } from '../../components/ui/failure.ts';
import { CONNECTIONS } from './queryKeys.ts';

/**
 * A message that changes or tests a connection, as an `Action`. It counts as under way until the connections have been read
 * anew, whatever its outcome: a card never shows an outcome beside a state from before it.
 */
export const useAction = <Input, Answer>(
  carryOut: (input: Input) => Promise<Answer>,
  onDone: (answer: Answer) => void = () => {},
): Action<Input, Answer> & { readonly reset: () => void } => {
  const queries = useQueryClient();
  const { mutate, reset, isPending, error, data } = useMutation({
    mutationFn: carryOut,
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: CONNECTIONS }),
  });
  return {
    run: (input) => mutate(input),
    pending: isPending,
    failure: failureOf(error),
    answer: data ?? null,
    reset,
  };
};
