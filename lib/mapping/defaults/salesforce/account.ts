import { LINKED_ONLY } from '../creation.ts';
import type { DefaultMapping } from '../default.ts';
import { FINANCE_OF_CUSTOMER } from '../finance.ts';
import { NO_REFERENCES } from '../references.ts';
import { bothWays, toCrm } from '../rules.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_account.htm */
export const account: DefaultMapping = {
  pair: { system: 'salesforce', object: 'Account', erpObject: 'customer' },
  mapping: {
    ...LINKED_ONLY,
    rules: [
      bothWays('Name', 'name'),
      bothWays('Phone', 'phone'),
      bothWays('Website', 'website'),
      bothWays('BillingCity', 'city', { group: 'address' }),
      // Countries are free text here: read in many languages, written in English.
      bothWays('BillingCountry', 'country', {
        group: 'address',
        steps: [{ step: 'country', erp: 'code', crm: 'name', language: 'en' }],
      }),
      toCrm('id', 'AccountNumber'),
    ],
  },
  // An Account has no email address of its own, and its industries are a list that each org writes.
  leftOut: [...FINANCE_OF_CUSTOMER, 'email', 'industry'],
  references: NO_REFERENCES,
};
