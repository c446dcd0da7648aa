import { MADE_IN_CRM } from '../creation.ts';
import type { DefaultMapping } from '../default.ts';
import { customerBy } from '../references.ts';
import { ontoTwin } from '../rules.ts';

/** https://developers.hubspot.com/docs/api-reference/crm-orders-v3/guide */
export const order: DefaultMapping = {
  pair: { system: 'hubspot', object: 'order', erpObject: 'order' },
  mapping: {
    ...MADE_IN_CRM,
    rules: [
      ontoTwin('number', 'hs_order_name'),
      ontoTwin('status', 'hs_external_order_status'),
      ontoTwin('total', 'hs_total_price', { group: 'amount' }),
      ontoTwin('currency', 'hs_currency_code', { group: 'amount' }),
    ],
  },
  leftOut: ['net', 'tax', 'uninvoiced'],
  references: {
    ...customerBy('associations.company'),
    named: { crmField: 'associations.deal', erpField: 'deal', object: 'deal' },
  },
};
