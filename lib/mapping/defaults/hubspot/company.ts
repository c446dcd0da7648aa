import { LINKED_ONLY } from '../creation.ts';
import type { DefaultMapping } from '../default.ts';
import { FINANCE_OF_CUSTOMER } from '../finance.ts';
import { NO_REFERENCES } from '../references.ts';
import { bothWays } from '../rules.ts';

/** https://knowledge.hubspot.com/properties/hubspot-crm-default-company-properties */
export const company: DefaultMapping = {
  pair: { system: 'hubspot', object: 'company', erpObject: 'customer' },
  mapping: {
    ...LINKED_ONLY,
    rules: [
      bothWays('name', 'name'),
      bothWays('phone', 'phone'),
      bothWays('website', 'website'),
      bothWays('city', 'city', { group: 'address' }),
      // Countries are free text here: read in many languages, written in English.
      bothWays('country', 'country', {
        group: 'address',
        steps: [{ step: 'country', erp: 'code', crm: 'name', language: 'en' }],
      }),
    ],
  },
  // A company has neither an email address nor a number of its own, and its industries are HubSpot's list.
  leftOut: ['id', ...FINANCE_OF_CUSTOMER, 'email', 'industry'],
  references: NO_REFERENCES,
};
