import * as z from 'zod';
import { isTextual } from '../../field.ts';
import { given, refused, type Transformer } from '../step.ts';

const separator = z.string().min(1).max(20);
const schema = z.strictObject({ step: z.literal('join'), erp: separator, crm: separator });

/** A list in one text, taken apart and joined with the other side's separator: "red, blue" ↔ "red;blue". */
export const join: Transformer<z.infer<typeof schema>> = {
  schema,
  initial: { step: 'join', erp: ', ', crm: ';' },
  carry(direction, value, { erp, crm }) {
    if (typeof value !== 'string') return refused('notText');
    const [from, to] = direction === 'toCrm' ? [erp, crm] : [crm, erp];
    const joined = value.split(from).join(to);
    // An entry that holds the other side's separator would come back as two.
    return joined.split(to).join(from) === value ? given(joined) : refused('ambiguous');
  },
  loss: () => ({ toCrm: 'nothing', toErp: 'nothing' }),
  typeAfter: (_direction, type) => (isTextual(type) ? type : null),
};
