import type { Failure } from '../../lib/failure.ts';

/**
 * Something a person sets going and its latest outcome, as data: a component shows it and starts it, the entrypoint carries it
 * out. At most one of `failure` and `answer` is set; both are null before the first run and while one is under way.
 */
export interface Action<Input, Answer> {
  readonly run: (input: Input) => void;
  readonly pending: boolean;
  readonly failure: Failure | null;
  readonly answer: Answer | null;
}
