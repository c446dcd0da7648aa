import Big from 'big.js';
import * as z from 'zod';
import { isTextual } from '../../field.ts';
import { given, type Loss, refused, type Transformer } from '../step.ts';
import { readDecimal, withinBounds } from './decimal.ts';

const written = z.enum(['number', 'text']);
const schema = z.strictObject({
  step: z.literal('number'),
  /** The CRM's number is the ERP's times ten to this: 2 turns 0.15 into 15 percent. */
  scale: z.int().min(-9).max(9),
  /** Decimals that the CRM keeps; null = all of them. */
  decimals: z.int().min(0).max(9).nullable(),
  rounding: z.enum(['halfEven', 'halfUp', 'down']),
  erp: written,
  crm: written,
});
type NumberStep = z.infer<typeof schema>;

const MODES = { halfEven: Big.roundHalfEven, halfUp: Big.roundHalfUp, down: Big.roundDown } as const;

const lossFrom = ({ decimals }: NumberStep, from: 'number' | 'text'): Loss => {
  if (decimals !== null) return 'content';
  return from === 'text' ? 'spelling' : 'nothing';
};

/** A number in another unit, rounded for the CRM where asked, as a number or as text. Exact decimals; never a locale's separators. */
export const number: Transformer<NumberStep> = {
  schema,
  initial: { step: 'number', scale: 0, decimals: null, rounding: 'halfEven', erp: 'number', crm: 'number' },
  carry(direction, value, { scale, decimals, rounding, erp, crm }) {
    const [from, to] = direction === 'toCrm' ? [erp, crm] : [crm, erp];
    if (typeof value !== (from === 'text' ? 'string' : 'number')) return refused('notANumber');
    const read = readDecimal(value);
    if (typeof read === 'string') return refused(read);
    const moved = read.times(new Big(`1e${direction === 'toCrm' ? scale : -scale}`));
    const rounds = direction === 'toCrm' && decimals !== null;
    const exact = withinBounds(rounds ? moved.round(decimals, MODES[rounding]) : moved);
    if (typeof exact === 'string') return refused(exact);
    // Nobody keeps a minus before a zero.
    const plain = exact.eq(0) ? new Big(0) : exact;
    return given(to === 'text' ? plain.toFixed() : plain.toNumber());
  },
  loss: (step) => ({ toCrm: lossFrom(step, step.erp), toErp: lossFrom(step, step.crm) }),
  typeAfter(direction, type, { erp, crm }) {
    const [from, to] = direction === 'toCrm' ? [erp, crm] : [crm, erp];
    const takes = from === 'text' ? isTextual(type) : ['number', 'amount', 'other'].includes(type);
    if (!takes) return null;
    return to === 'number' && type === 'amount' ? 'amount' : to;
  },
};
