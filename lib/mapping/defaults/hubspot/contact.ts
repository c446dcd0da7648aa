import { LINKED_ONLY } from '../creation.ts';
import type { DefaultMapping } from '../default.ts';
import { customerBy } from '../references.ts';
import { bothWays, toCrm } from '../rules.ts';

/** https://knowledge.hubspot.com/properties/hubspots-default-contact-properties */
export const contact: DefaultMapping = {
  pair: { system: 'hubspot', object: 'contact', erpObject: 'contact' },
  mapping: {
    ...LINKED_ONLY,
    rules: [
      // HubSpot has no whole name, and two fields cannot be one ERP field: the ERP's name is taken apart, at its last space.
      toCrm('name', 'firstname', { steps: [{ step: 'split', separator: ' ', take: 'allButLast' }] }),
      toCrm('name', 'lastname', { steps: [{ step: 'split', separator: ' ', take: 'last' }] }),
      bothWays('email', 'email'),
      bothWays('phone', 'phone'),
      bothWays('jobtitle', 'role'),
    ],
  },
  leftOut: [],
  references: customerBy('associations.company'),
};
