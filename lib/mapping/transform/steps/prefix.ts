import * as z from 'zod';
import { isTextual } from '../../field.ts';
import { given, refused, type Transformer } from '../step.ts';

const schema = z.strictObject({ step: z.literal('prefix'), text: z.string().min(1).max(80) });

/** A text that the CRM's value begins with and the ERP's does not. One without it goes to the ERP as it is. */
export const prefix: Transformer<z.infer<typeof schema>> = {
  schema,
  initial: { step: 'prefix', text: 'ERP-' },
  carry(direction, value, { text }) {
    if (typeof value !== 'string') return refused('notText');
    if (direction === 'toCrm') return given(text + value);
    return given(value.startsWith(text) ? value.slice(text.length) : value);
  },
  loss: () => ({ toCrm: 'nothing', toErp: 'spelling' }),
  typeAfter: (_direction, type) => (isTextual(type) ? 'text' : null),
};
