import { MADE_IN_CRM } from '../creation.ts';
import type { DefaultMapping } from '../default.ts';
import { OWN_FIELDS } from '../ownFields.ts';
import { customerBy } from '../references.ts';
import { ontoTwin } from '../rules.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_order.htm */
export const order: DefaultMapping = {
  pair: { system: 'salesforce', object: 'Order', erpObject: 'order' },
  mapping: {
    ...MADE_IN_CRM,
    rules: [
      // `OrderNumber` is Salesforce's own count.
      ontoTwin('number', 'OrderReferenceNumber'),
      ontoTwin('date', 'EffectiveDate'),
      // Salesforce's own status begins as a draft, knows nothing cancelled, and is activated only where there are lines
      // (FAILED_ACTIVATION); from then on most of the record is locked.
      ontoTwin('status', OWN_FIELDS.salesforce.status),
      // `TotalAmount` is added up from the Order's lines. An org of one currency could only show an amount as its own.
      ontoTwin('total', OWN_FIELDS.salesforce.total, { group: 'amount' }),
      ontoTwin('currency', 'CurrencyIsoCode', { group: 'amount' }),
    ],
  },
  leftOut: ['status', 'net', 'tax', 'total', 'uninvoiced', 'currency'],
  references: {
    ...customerBy('AccountId'),
    named: { crmField: 'OpportunityId', erpField: 'deal', object: 'Opportunity' },
  },
};
