import { MADE_IN_ERP } from '../creation.ts';
import type { DefaultMapping } from '../default.ts';
import { OWN_FIELDS } from '../ownFields.ts';
import { customerBy } from '../references.ts';
import { toErp } from '../rules.ts';

/** https://knowledge.hubspot.com/properties/hubspots-default-deal-properties */
export const deal: DefaultMapping = {
  pair: { system: 'hubspot', object: 'deal', erpObject: 'opportunity' },
  mapping: {
    ...MADE_IN_ERP,
    rules: [
      toErp('dealname', 'name'),
      toErp('amount', 'amount', { group: 'amount' }),
      toErp('deal_currency_code', 'currency', { group: 'amount' }),
      toErp('closedate', 'forecastDate', { steps: [{ step: 'date', erp: 'YYYY-MM-DD', crm: 'time' }] }),
      toErp('dealstage', 'stage'),
      // 0.4 here, 40 percent there.
      toErp('hs_deal_stage_probability', 'probability', {
        steps: [
          {
            step: 'number',
            scale: -2,
            decimals: null,
            rounding: 'halfEven',
            erp: 'number',
            crm: 'number',
          },
        ],
      }),
      toErp(OWN_FIELDS.hubspot.partner, 'partner'),
    ],
  },
  leftOut: ['partner'],
  references: { ...customerBy('associations.company'), own: 'deal' },
};
