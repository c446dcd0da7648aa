import { amountField, choiceField, currencyField, dateField, textField } from './field.ts';

const KEPT = { access: 'kept' } as const;
const SURE = { access: 'kept', required: true } as const;

/** A quote is the ERP's: the CRM only sees it. */
export const QUOTE_FIELDS = [
  textField('number', 'Quote number', { ...SURE, unique: true, maxLength: 64 }),
  textField('customer', 'Customer', { ...SURE, type: 'reference', maxLength: 64 }),
  choiceField(
    'status',
    'Status',
    { draft: 'Draft', sent: 'Sent', accepted: 'Accepted', declined: 'Declined', expired: 'Expired' },
    SURE,
  ),
  dateField('date', 'Date', SURE),
  dateField('validUntil', 'Valid until', KEPT),
  currencyField('currency', 'Currency', { ...SURE, group: 'amount' }),
  amountField('net', 'Net amount', 'record', { ...SURE, group: 'amount' }),
  amountField('tax', 'Tax', 'record', { ...SURE, group: 'amount' }),
  amountField('total', 'Total', 'record', { ...SURE, group: 'amount' }),
];
