import { MADE_IN_CRM } from '../creation.ts';
import type { DefaultMapping } from '../default.ts';
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
    ],
  },
  // Salesforce adds up an Order's amounts from its lines. Its status begins as a draft, knows nothing cancelled, and is activated
  // only where there are lines (FAILED_ACTIVATION): a company that has a status field of its own maps it.
  leftOut: ['status', 'net', 'tax', 'total', 'uninvoiced', 'currency'],
  references: {
    ...customerBy('AccountId'),
    named: { crmField: 'OpportunityId', erpField: 'deal', object: 'Opportunity' },
  },
};
