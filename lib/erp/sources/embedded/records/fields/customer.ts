import { amountField, booleanField, countryField, currencyField, textField } from './field.ts';

/** Currency, credit and parent are finance's: what a customer owes and may owe hangs on them. */
export const CUSTOMER_FIELDS = [
  textField('id', 'Customer number', { access: 'kept', required: true, unique: true, maxLength: 64 }),
  textField('name', 'Name', { required: true, maxLength: 200 }),
  textField('legalName', 'Legal name'),
  textField('website', 'Website', { type: 'url' }),
  textField('email', 'Email', { type: 'email' }),
  textField('phone', 'Phone', { type: 'phone' }),
  textField('city', 'City', { group: 'address' }),
  countryField('country', 'Country', { group: 'address' }),
  textField('industry', 'Industry'),
  currencyField('currency', 'Currency', { financeOwned: true, required: true }),
  amountField('creditLimit', 'Credit limit', 'company'),
  booleanField('creditHold', 'Credit hold', { required: true }),
  textField('paymentTerms', 'Payment terms'),
  textField('taxId', 'Tax id'),
  textField('bankAccount', 'Bank account'),
  textField('parent', 'Parent customer', { type: 'reference', access: 'kept', maxLength: 64 }),
];
