import { MADE_IN_ERP } from '../creation.ts';
import type { DefaultMapping } from '../default.ts';
import { OWN_FIELDS } from '../ownFields.ts';
import { customerBy } from '../references.ts';
import { toErp } from '../rules.ts';

/**
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunity.htm
 * `CurrencyIsoCode` is there in orgs with several currencies; in others the adapter tells the org's own.
 */
export const opportunity: DefaultMapping = {
  pair: { system: 'salesforce', object: 'Opportunity', erpObject: 'opportunity' },
  mapping: {
    ...MADE_IN_ERP,
    rules: [
      toErp('Name', 'name'),
      toErp('Amount', 'amount', { group: 'amount' }),
      toErp('CurrencyIsoCode', 'currency', { group: 'amount' }),
      toErp('CloseDate', 'forecastDate'),
      toErp('StageName', 'stage'),
      toErp('Probability', 'probability'),
      // Partners of an Opportunity are records of their own, several of them.
      toErp(OWN_FIELDS.salesforce.partner, 'partner'),
    ],
  },
  leftOut: ['partner'],
  references: { ...customerBy('AccountId'), own: 'deal' },
};
