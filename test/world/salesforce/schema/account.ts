import { address, type Field, field, longText, lookup, number, picklist, text } from './field.ts';
import type { Features, ObjectDefinition } from './object.ts';

// An org with Person Accounts shows these on every Account; without the feature the fields do not exist at all.
const PERSON_FIELDS: readonly Field[] = [
  field('IsPersonAccount', 'boolean', { updateable: false, nillable: false, byDefault: false }),
  text('FirstName', 40),
  text('LastName', 80),
  field('PersonEmail', 'email', { length: 80 }),
  field('PersonMobilePhone', 'phone', { length: 40 }),
];

export const account = (features: Features): ObjectDefinition => ({
  name: 'Account',
  label: 'Account',
  labelPlural: 'Accounts',
  nameField: 'Name',
  createable: true,
  mergeable: true,
  fields: [
    text('Name', 255, { nillable: false, label: 'Account Name' }),
    lookup('MasterRecordId', 'Account', { createable: false, updateable: false }),
    lookup('ParentId', 'Account', { label: 'Parent Account' }),
    picklist('Type', ['Prospect', 'Customer', 'Partner', 'Reseller', 'Other']),
    picklist('Industry', [
      'Agriculture',
      'Construction',
      'Electronics',
      'Energy',
      'Engineering',
      'Food & Beverage',
      'Manufacturing',
      'Retail',
      'Technology',
      'Transportation',
    ]),
    picklist('Rating', ['Hot', 'Warm', 'Cold']),
    text('AccountNumber', 40),
    field('Website', 'url', { length: 255 }),
    field('Phone', 'phone', { length: 40 }),
    field('Fax', 'phone', { length: 40 }),
    ...address('Billing'),
    ...address('Shipping'),
    number('AnnualRevenue', 'currency', 18, 0),
    number('NumberOfEmployees', 'int', 8, 0, { label: 'Employees' }),
    longText('Description'),
    text('Customer_Number__c', 40, { unique: true, externalId: true }),
    number('Credit_Limit__c', 'currency', 18, 2),
    text('Erp_Key__c', 80, { unique: true, externalId: true }),
    ...(features.multiCurrency ? [picklist('CurrencyIsoCode', ['EUR', 'USD', 'JPY', 'KWD'])] : []),
    ...(features.personAccounts ? PERSON_FIELDS : []),
    lookup('OwnerId', 'User', { label: 'Account Owner' }),
  ],
});
