import type { Failure, FailureCode } from '../../lib/failure.ts';
import { type MessageKey, t } from '../../lib/i18n.ts';

/** Which field of a form a failure is about, and what to say there. Codes that are absent are about the form as a whole. */
export type RefusedFields<Field extends string> = Partial<
  Record<FailureCode, { readonly field: Field; readonly reason: MessageKey }>
>;

export interface Refusal<Field extends string> {
  readonly fields: readonly { readonly field: Field; readonly message: string }[];
  /** Left for a notice below the form. */
  readonly form: Failure | null;
}

/** Puts a refused form's failure at its fields: those that the server names, else those that the code points to. */
export const readRefusal = <Field extends string>(
  failure: Failure,
  known: readonly Field[],
  byCode: RefusedFields<Field>,
): Refusal<Field> => {
  const named = (failure.fields ?? []).flatMap(({ path, message }) => {
    const field = known.find((candidate) => candidate === path);
    return field === undefined ? [] : [{ field, message: message || t('connections.refused') }];
  });
  if (named.length > 0) return { fields: named, form: null };
  const pointed = byCode[failure.code];
  if (pointed === undefined) return { fields: [], form: failure };
  return { fields: [{ field: pointed.field, message: t(pointed.reason) }], form: null };
};
