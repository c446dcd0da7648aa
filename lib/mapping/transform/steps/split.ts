import * as z from 'zod';
import { isTextual } from '../../field.ts';
import { given, refused, type Transformer } from '../step.ts';

const schema = z.strictObject({
  step: z.literal('split'),
  separator: z.string().min(1).max(20),
  take: z.enum(['first', 'last', 'allButFirst', 'allButLast']),
});

/** A part of the ERP's text, for the CRM. The way back takes what it gets: the other parts are not there to be put together again. */
export const split: Transformer<z.infer<typeof schema>> = {
  schema,
  initial: { step: 'split', separator: ' ', take: 'first' },
  carry(direction, value, { separator, take }) {
    if (typeof value !== 'string') return refused('notText');
    if (direction === 'toErp') return given(value);
    const parts = value.split(separator);
    switch (take) {
      case 'first':
        return given(parts[0] ?? '');
      case 'last':
        return given(parts.at(-1) ?? '');
      case 'allButFirst':
        return given(parts.slice(1).join(separator));
      case 'allButLast':
        return given(parts.slice(0, -1).join(separator));
    }
  },
  loss: () => ({ toCrm: 'content', toErp: 'content' }),
  typeAfter: (_direction, type) => (isTextual(type) ? 'text' : null),
};
