import { LINKED_ONLY } from '../creation.ts';
import type { DefaultMapping } from '../default.ts';
import { OWN_FIELDS } from '../ownFields.ts';
import { NO_REFERENCES } from '../references.ts';
import { ontoTwin } from '../rules.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_quote.htm */
export const quote: DefaultMapping = {
  pair: { system: 'salesforce', object: 'Quote', erpObject: 'quote' },
  mapping: {
    // Salesforce makes no Quote without its Opportunity, and the ERP does not know which one that is.
    ...LINKED_ONLY,
    rules: [
      // `QuoteNumber` is Salesforce's own count.
      ontoTwin('number', 'Name'),
      ontoTwin('status', 'Status', {
        steps: [
          {
            step: 'picklist',
            pairs: [
              { erp: 'draft', crm: 'Draft' },
              { erp: 'sent', crm: 'Presented' },
              { erp: 'accepted', crm: 'Accepted' },
              { erp: 'declined', crm: 'Denied' },
              { erp: 'expired', crm: 'Denied' },
            ],
            unmapped: 'refuse',
          },
        ],
      }),
      ontoTwin('validUntil', 'ExpirationDate'),
      // `GrandTotal` is added up from the Quote's lines.
      ontoTwin('total', OWN_FIELDS.salesforce.total, { group: 'amount' }),
      ontoTwin('currency', 'CurrencyIsoCode', { group: 'amount' }),
    ],
  },
  leftOut: ['net', 'tax', 'total', 'currency'],
  // Its account is its Opportunity's.
  references: NO_REFERENCES,
};
