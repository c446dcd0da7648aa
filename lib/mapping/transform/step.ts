import type * as z from 'zod';
import type { Scalar } from '../../sync/value.ts';
import type { FieldType } from '../field.ts';

/** A chain is written down from the ERP to the CRM; `toErp` goes through it backwards. */
export type Direction = 'toCrm' | 'toErp';

/** Why a step could not do its work. The value then travels as it is, and the system that gets it says what it thinks of it. */
export type StepRefusal =
  | 'notText'
  | 'notANumber'
  | 'tooPrecise'
  | 'tooLarge'
  | 'notADate'
  | 'notInList'
  | 'ambiguous'
  | 'unknownCountry'
  | 'unknownState'
  | 'notAPhoneNumber';

export type StepAnswer =
  | { readonly kind: 'value'; readonly value: Scalar }
  | { readonly kind: 'refused'; readonly code: StepRefusal };

export const given = (value: Scalar): StepAnswer => ({ kind: 'value', value });
export const refused = (code: StepRefusal): StepAnswer => ({ kind: 'refused', code });

/**
 * What a value loses on its way, so that the way back does not bring it again.
 * - `nothing`: there and back is the same value, for every value that is not refused.
 * - `spelling`: another way of writing the same thing; the way written once stays as it is.
 * - `content`: something is gone, or two values have become one.
 */
export type Loss = 'nothing' | 'spelling' | 'content';

/** A packaged step: its parameters are data in the mapping, its code is here. `S` = its parameters with its name. */
export interface Transformer<S> {
  readonly schema: z.ZodType<S>;
  /** What a step starts with when somebody adds one. */
  readonly initial: S;
  /** Never throws, whatever the value. */
  carry(direction: Direction, value: Scalar, step: S): StepAnswer;
  loss(step: S): Readonly<Record<Direction, Loss>>;
  /** What comes out where `type` goes in; null = the step has nothing to do with such a field. */
  typeAfter(direction: Direction, type: FieldType, step: S): FieldType | null;
}
