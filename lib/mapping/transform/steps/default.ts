import * as z from 'zod';
import { isTextual } from '../../field.ts';
import { given, type Loss, refused, type Transformer } from '../step.ts';

const text = z.string().max(400);
const schema = z.strictObject({
  step: z.literal('default'),
  /** What stands for an empty text; '' = nothing does. */
  crm: text,
  erp: text,
});

/**
 * What a side gets instead of an empty text. A field with nothing in it at all never enters a chain: the rule's `blanks` says what
 * becomes of it, so that a default can neither undo a deletion nor look like an edit.
 */
export const emptyText: Transformer<z.infer<typeof schema>> = {
  schema,
  initial: { step: 'default', crm: 'Unknown', erp: '' },
  carry(direction, value, { crm, erp }) {
    if (typeof value !== 'string') return refused('notText');
    return given(value.trim() === '' ? (direction === 'toCrm' ? crm : erp) : value);
  },
  loss: ({ crm, erp }) => {
    const loss: Loss = crm === '' && erp === '' ? 'spelling' : 'content';
    return { toCrm: loss, toErp: loss };
  },
  typeAfter: (_direction, type) => (isTextual(type) ? type : null),
};
