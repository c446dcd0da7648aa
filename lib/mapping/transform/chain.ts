import type { Scalar } from '../../sync/value.ts';
import type { FieldType } from '../field.ts';
import { type Direction, given, type Loss, type StepAnswer, type Transformer } from './step.ts';

export type TransformerOf<S> = (step: S) => Transformer<S>;

const inOrder = <S>(steps: readonly S[], direction: Direction): readonly S[] =>
  direction === 'toCrm' ? steps : steps.toReversed();

/** Through every step, or the refusal of the first that could not do its work: a chain is never half applied. */
export const carryThrough = <S>(
  transformerOf: TransformerOf<S>,
  steps: readonly S[],
  direction: Direction,
  value: Scalar,
): StepAnswer => {
  let answer = given(value);
  for (const step of inOrder(steps, direction)) {
    if (answer.kind === 'refused') return answer;
    answer = transformerOf(step).carry(direction, answer.value, step);
  }
  return answer;
};

const ORDER: readonly Loss[] = ['nothing', 'spelling', 'content'];
const worse = (one: Loss, other: Loss): Loss => (ORDER.indexOf(one) < ORDER.indexOf(other) ? other : one);

/** What a chain loses on its way in one direction: what its worst step does. */
export const lossThrough = <S>(
  transformerOf: TransformerOf<S>,
  steps: readonly S[],
  direction: Direction,
): Loss => steps.map((step) => transformerOf(step).loss(step)[direction]).reduce<Loss>(worse, 'nothing');

/** What comes out where `type` goes in; null = one of the steps has nothing to do with such a field. */
export const typeThrough = <S>(
  transformerOf: TransformerOf<S>,
  steps: readonly S[],
  direction: Direction,
  type: FieldType,
): FieldType | null => {
  let at: FieldType | null = type;
  for (const step of inOrder(steps, direction))
    at = at === null ? null : transformerOf(step).typeAfter(direction, at, step);
  return at;
};
