import * as z from 'zod';
import { isTextual } from '../../field.ts';
import { given, type Loss, refused, type Transformer } from '../step.ts';
import { STATE_NAMES } from './stateNames.ts';

const written = z.enum(['code', 'name']);
const schema = z.strictObject({
  step: z.literal('state'),
  country: z.enum(['US', 'CA', 'AU']),
  erp: written,
  crm: written,
});
type State = z.infer<typeof schema>;

const lossFrom = ({ erp, crm }: State, from: 'erp' | 'crm'): Loss =>
  (from === 'erp' ? erp : crm) === 'code' && erp !== crm ? 'nothing' : 'spelling';

/** A state or province as its letters or its name: TX ↔ Texas. */
export const state: Transformer<State> = {
  schema,
  initial: { step: 'state', country: 'US', erp: 'code', crm: 'name' },
  carry(direction, value, { country, erp, crm }) {
    if (typeof value !== 'string') return refused('notText');
    const [from, to] = direction === 'toCrm' ? [erp, crm] : [crm, erp];
    const text = value.trim().toLowerCase();
    const known = Object.entries(STATE_NAMES[country]).find(
      ([code, name]) => code.toLowerCase() === text || name.toLowerCase() === text,
    );
    if (known === undefined) return refused('unknownState');
    const [code, name] = known;
    // Letters are letters only as they are written: "tx" would come back as "TX".
    if (from === 'code' && to === 'name' && value !== code) return refused('unknownState');
    return given(to === 'code' ? code : name);
  },
  loss: (step) => ({ toCrm: lossFrom(step, 'erp'), toErp: lossFrom(step, 'crm') }),
  typeAfter: (_direction, type) => (isTextual(type) ? 'text' : null),
};
