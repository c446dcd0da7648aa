import * as z from 'zod';
import { type FieldType, isTextual } from '../../field.ts';
import { given, type Loss, refused, type Transformer } from '../step.ts';
import { DATE_FORMATS, type DateFormat, readDay, writeDay } from './dateFormats.ts';

const format = z.enum(DATE_FORMATS);
const schema = z.strictObject({ step: z.literal('date'), erp: format, crm: format });

const typeOf = (written: DateFormat): FieldType =>
  written === 'time' ? 'dateTime' : written === 'YYYY-MM-DD' ? 'date' : 'text';

const lossFrom = (from: DateFormat, to: DateFormat): Loss =>
  from === 'time' && to !== 'time' ? 'content' : 'nothing';

/** A day as each side writes it. Never guesses which number is the month: what is not written as said is refused. */
export const date: Transformer<z.infer<typeof schema>> = {
  schema,
  initial: { step: 'date', erp: 'YYYY-MM-DD', crm: 'DD.MM.YYYY' },
  carry(direction, value, { erp, crm }) {
    if (typeof value !== 'string') return refused('notADate');
    const [from, to] = direction === 'toCrm' ? [erp, crm] : [crm, erp];
    const day = readDay(value, from);
    if (day === null) return refused('notADate');
    return given(from === to ? value : writeDay(day, to));
  },
  loss: ({ erp, crm }) => ({ toCrm: lossFrom(erp, crm), toErp: lossFrom(crm, erp) }),
  typeAfter(direction, type, { erp, crm }) {
    const [from, to] = direction === 'toCrm' ? [erp, crm] : [crm, erp];
    return type === typeOf(from) || isTextual(type) ? typeOf(to) : null;
  },
};
