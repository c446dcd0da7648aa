import * as z from 'zod';
import { isTextual } from '../../field.ts';
import { given, refused, type Transformer } from '../step.ts';

const schema = z.strictObject({
  step: z.literal('trim'),
  /** Also runs of spaces inside. */
  inner: z.boolean(),
});

/** Spaces around a text, and where asked runs of them inside, are taken away on either way. */
export const trim: Transformer<z.infer<typeof schema>> = {
  schema,
  initial: { step: 'trim', inner: false },
  carry(_direction, value, { inner }) {
    if (typeof value !== 'string') return refused('notText');
    const trimmed = value.trim();
    return given(inner ? trimmed.replace(/\s+/g, ' ') : trimmed);
  },
  loss: () => ({ toCrm: 'spelling', toErp: 'spelling' }),
  typeAfter: (_direction, type) => (isTextual(type) ? type : null),
};
