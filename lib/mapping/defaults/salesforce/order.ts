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
      // Salesforce knows no cancelled order: one stays as it was, and the row says why.
      ontoTwin('status', 'Status', {
        steps: [
          {
            step: 'picklist',
            pairs: [
              { erp: 'draft', crm: 'Draft' },
              { erp: 'confirmed', crm: 'Activated' },
              { erp: 'closed', crm: 'Activated' },
            ],
            unmapped: 'refuse',
          },
        ],
      }),
    ],
  },
  // Salesforce adds up an Order's amounts from its lines.
  leftOut: ['net', 'tax', 'total', 'uninvoiced', 'currency'],
  references: customerBy('AccountId'),
};
