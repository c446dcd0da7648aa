import { MADE_IN_CRM } from '../creation.ts';
import type { DefaultMapping } from '../default.ts';
import { customerBy } from '../references.ts';
import { ontoTwin } from '../rules.ts';

/** https://developers.hubspot.com/docs/api-reference/crm-quotes-v3/guide */
export const quote: DefaultMapping = {
  pair: { system: 'hubspot', object: 'quote', erpObject: 'quote' },
  mapping: {
    ...MADE_IN_CRM,
    rules: [
      ontoTwin('number', 'hs_title'),
      ontoTwin('status', 'hs_status', {
        steps: [
          {
            step: 'picklist',
            pairs: [
              { erp: 'draft', crm: 'DRAFT' },
              { erp: 'sent', crm: 'APPROVAL_NOT_NEEDED' },
              { erp: 'accepted', crm: 'APPROVED' },
              { erp: 'declined', crm: 'REJECTED' },
              { erp: 'expired', crm: 'REJECTED' },
            ],
            unmapped: 'refuse',
          },
        ],
      }),
      ontoTwin('validUntil', 'hs_expiration_date', {
        steps: [{ step: 'date', erp: 'YYYY-MM-DD', crm: 'time' }],
      }),
      ontoTwin('total', 'hs_quote_amount', { group: 'amount' }),
      ontoTwin('currency', 'hs_currency', { group: 'amount' }),
    ],
  },
  leftOut: ['net', 'tax'],
  references: customerBy('associations.company'),
};
