import { LINKED_ONLY } from '../creation.ts';
import type { DefaultMapping } from '../default.ts';
import { customerBy } from '../references.ts';
import { bothWays, toErp } from '../rules.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contact.htm */
export const contact: DefaultMapping = {
  pair: { system: 'salesforce', object: 'Contact', erpObject: 'contact' },
  mapping: {
    ...LINKED_ONLY,
    rules: [
      // Salesforce puts `Name` together itself; taking the ERP's name apart again would be a guess at who is called what.
      { ...toErp('Name', 'name'), flow: { direction: 'toErp', firstTime: 'ask' }, blanks: 'keep' },
      bothWays('Email', 'email'),
      bothWays('Phone', 'phone'),
      bothWays('Title', 'role'),
    ],
  },
  leftOut: [],
  references: customerBy('AccountId'),
};
