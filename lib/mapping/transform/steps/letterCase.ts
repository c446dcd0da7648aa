import * as z from 'zod';
import { isTextual } from '../../field.ts';
import { given, type Loss, refused, type Transformer } from '../step.ts';

const letters = z.enum(['asTyped', 'upper', 'lower', 'title']);
type Letters = z.infer<typeof letters>;
const schema = z.strictObject({ step: z.literal('case'), erp: letters, crm: letters });

const capitalised = (word: string): string => {
  const [first = ''] = word;
  const capital = first.toUpperCase();
  // A letter whose capital is two letters stays: "ﬁ" must not grow each time it passes.
  const head = [...capital].length === 1 ? capital : first;
  return head + word.slice(first.length).toLowerCase();
};

const write = (text: string, as: Letters): string => {
  switch (as) {
    case 'asTyped':
      return text;
    case 'upper':
      return text.toUpperCase();
    case 'lower':
      return text.toLowerCase();
    case 'title':
      return text.replace(/\S+/g, capitalised);
  }
};

/** How each side writes its letters. By Unicode's rules for no language, so that every browser writes the same. */
export const letterCase: Transformer<z.infer<typeof schema>> = {
  schema,
  initial: { step: 'case', erp: 'asTyped', crm: 'upper' },
  carry(direction, value, { erp, crm }) {
    if (typeof value !== 'string') return refused('notText');
    return given(write(value, direction === 'toCrm' ? crm : erp));
  },
  loss({ erp, crm }) {
    const loss: Loss = erp === 'asTyped' && crm === 'asTyped' ? 'nothing' : 'spelling';
    return { toCrm: loss, toErp: loss };
  },
  typeAfter: (_direction, type) => (isTextual(type) ? type : null),
};
