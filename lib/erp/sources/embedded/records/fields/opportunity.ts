import { amountField, choiceField, currencyField, dateField, numberField, textField } from './field.ts';

export const OPPORTUNITY_FIELDS = [
  textField('id', 'Opportunity number', { access: 'kept', required: true, unique: true, maxLength: 64 }),
  textField('name', 'Name', { required: true }),
  textField('customer', 'Customer', { type: 'reference', access: 'given', required: true, maxLength: 64 }),
  textField('deal', 'CRM deal', { access: 'given', unique: true, maxLength: 420 }),
  amountField('amount', 'Amount', 'record', { group: 'amount' }),
  currencyField('currency', 'Currency', { group: 'amount' }),
  dateField('forecastDate', 'Forecast date'),
  textField('stage', 'Stage', { maxLength: 120 }),
  numberField('probability', 'Probability (percent)', { min: 0, max: 100 }),
  textField('partner', 'Partner'),
  choiceField('status', 'Status', { open: 'Open', won: 'Won', lost: 'Lost' }, { hasDefault: true }),
];
