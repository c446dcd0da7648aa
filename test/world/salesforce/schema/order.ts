import { field, longText, lookup, number, picklist, text } from './field.ts';
import type { Features, ObjectDefinition } from './object.ts';

/** Absent in an org without orders. `Erp_Key__c` is a field that an administrator made, as for any integration. */
export const order = (features: Features): ObjectDefinition => ({
  name: 'Order',
  label: 'Order',
  labelPlural: 'Orders',
  nameField: 'OrderNumber',
  createable: true,
  mergeable: false,
  // https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_order.htm
  madeWithout: { field: 'Status', value: 'Activated' },
  fields: [
    text('OrderNumber', 30, { createable: false, updateable: false, nillable: false }),
    text('Name', 80, { label: 'Order Name' }),
    lookup('AccountId', 'Account', { label: 'Account Name' }),
    lookup('OpportunityId', 'Opportunity', { label: 'Opportunity' }),
    field('EffectiveDate', 'date', { nillable: false, label: 'Order Start Date' }),
    picklist('Status', ['Draft', 'Activated'], {
      nillable: false,
      byDefault: 'Draft',
      restrictedPicklist: true,
    }),
    text('OrderReferenceNumber', 80),
    text('PoNumber', 80),
    number('TotalAmount', 'currency', 18, 2, { createable: false, updateable: false }),
    number('Erp_Total__c', 'currency', 18, 2),
    text('Erp_Status__c', 40),
    text('Erp_Key__c', 80, { unique: true, externalId: true }),
    longText('Description'),
    ...(features.multiCurrency ? [picklist('CurrencyIsoCode', ['EUR', 'USD', 'JPY', 'KWD'])] : []),
    lookup('OwnerId', 'User', { label: 'Order Owner' }),
  ],
});
