import { amountField, choiceField, currencyField, dateField, textField } from './field.ts';

const KEPT = { access: 'kept' } as const;
const SURE = { access: 'kept', required: true } as const;

/** An order is the ERP's: the CRM only sees it. */
export const ORDER_FIELDS = [
  textField('number', 'Order number', { ...SURE, unique: true, maxLength: 64 }),
  textField('customer', 'Customer', { ...SURE, type: 'reference', maxLength: 64 }),
  choiceField(
    'status',
    'Status',
    { draft: 'Draft', confirmed: 'Confirmed', cancelled: 'Cancelled', closed: 'Closed' },
    SURE,
  ),
  dateField('date', 'Date', SURE),
  currencyField('currency', 'Currency', { ...SURE, group: 'amount' }),
  amountField('net', 'Net amount', 'record', { ...SURE, group: 'amount' }),
  amountField('tax', 'Tax', 'record', { ...SURE, group: 'amount' }),
  amountField('total', 'Total', 'record', { ...SURE, group: 'amount' }),
  amountField('uninvoiced', 'Not yet invoiced', 'record', { ...SURE, group: 'amount' }),
  textField('quote', 'Quote', { ...KEPT, type: 'reference', maxLength: 64 }),
  textField('deal', 'CRM deal', { ...KEPT, maxLength: 420 }),
];
