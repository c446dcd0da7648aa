import { field, lookup, number, picklist, text } from './field.ts';
import type { Features, ObjectDefinition } from './object.ts';

/** Prefix 0Q0 is not confirmed by a capture. An org without Quotes enabled does not have the object at all. */
export const quote = (features: Features): ObjectDefinition => ({
  name: 'Quote',
  label: 'Quote',
  labelPlural: 'Quotes',
  nameField: 'Name',
  createable: true,
  mergeable: false,
  fields: [
    text('Name', 255, { nillable: false, label: 'Quote Name' }),
    text('QuoteNumber', 30, { createable: false, updateable: false, nillable: false }),
    lookup('OpportunityId', 'Opportunity', { nillable: false, updateable: false }),
    lookup('AccountId', 'Account', { createable: false, updateable: false }),
    lookup('ContactId', 'Contact'),
    picklist(
      'Status',
      ['Draft', 'Needs Review', 'In Review', 'Approved', 'Presented', 'Accepted', 'Denied'],
      {
        byDefault: 'Draft',
      },
    ),
    field('ExpirationDate', 'date'),
    number('GrandTotal', 'currency', 18, 2, { createable: false, updateable: false }),
    text('Erp_Number__c', 40),
    number('Erp_Total__c', 'currency', 18, 2),
    text('Erp_Key__c', 80, { unique: true, externalId: true }),
    ...(features.multiCurrency ? [picklist('CurrencyIsoCode', ['EUR', 'USD', 'JPY', 'KWD'])] : []),
    lookup('OwnerId', 'User'),
  ],
});
